package io.sluice.predictor.trace.alibaba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.Trace.Request;
import io.sluice.predictor.trace.TracedCall;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.TraceFileSamples;
import io.sluice.predictor.trace.source.TraceFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallGraphReaderTest {

    private static final String OF_2021 = ",traceid,timestamp,rpcid,um,rpctype,dm,interface,rt";

    @TempDir
    private Path folder;

    private Trace read(String... lines) throws IOException {
        return new CallGraphReader()
                .read(List.of(TraceFileSamples.lines(folder, "MSCallGraph_0.csv", lines)), ReadSettings.DEFAULT);
    }

    private static TracedCall call(String function, long offsetMillis, long durationMillis, TracedCall... calls) {
        return new TracedCall(function, offsetMillis * 1_000_000, durationMillis * 1_000_000, List.of(calls));
    }

    @Test
    void read_numbersWithDots_areATree() throws IOException {
        Trace trace = read(
                OF_2021,
                "0,t1,1000,0,(?),http,shop,buy,100",
                "1,t1,1010,0.1,shop,rpc,stock,take,50",
                "2,t1,1020,0.1.1,stock,rpc,log,write,5",
                "3,t1,1070,0.2,shop,rpc,bill,make,20");

        assertThat(trace.requests())
                .containsExactly(new Request(
                        "shop buy",
                        call("shop", 0, 100, call("stock", 10, 50, call("log", 10, 5)), call("bill", 70, 20))));
    }

    @Test
    void read_callToldTwice_isAsTheCalleeSawIt() throws IOException {
        Trace trace = read(
                OF_2021,
                "0,t1,1000,0,(?),http,shop,buy,100",
                "1,t1,1010,0.1,shop,rpc,stock,take,50",
                "2,t1,1012,0.1,shop,rpc,stock,take,-40");

        assertThat(trace.requests().getFirst().call().calls()).containsExactly(call("stock", 12, 40));
    }

    @Test
    void read_callerWithoutARow_isAnOutermostCallAroundItsCalls() throws IOException {
        Trace trace = read(OF_2021, "1,t1,1010,0.1,shop,rpc,stock,take,50", "2,t1,1100,0.2,shop,mq,mail,send,20");

        assertThat(trace.requests())
                .extracting(Request::call)
                .containsExactly(call("shop", 0, 110, call("stock", 0, 50), call("mail", 90, 20)));
    }

    @Test
    void read_storesAndUnknownCallees_areLeftOut() throws IOException {
        Trace trace = read(
                OF_2021,
                "0,t1,1000,0,(?),http,shop,buy,100",
                "1,t1,1010,0.1,shop,db,base,,5",
                "2,t1,1010,0.2,shop,mc,memory,,5",
                "3,t1,1010,0.3,shop,rpc,(?),x,5");

        assertThat(trace.requests()).extracting(Request::call).containsExactly(call("shop", 0, 100));
    }

    @Test
    void read_columnsOf2022_haveTheServiceAsEntry() throws IOException {
        Trace trace = read(
                "timestamp,traceid,service,rpc_id,um,uminstanceid,rpctype,interface,dm,dminstanceid,rt",
                "1000,t1,S_7,0,USER,U,http,x,MS_1,P,100.0",
                "1010,t1,S_7,0.1,MS_1,P,rpc,y,MS_2,Q,2.5");

        assertThat(trace.requests()).extracting(Request::entry).containsExactly("MS_1 S_7");
        assertThat(trace.requests().getFirst().call().calls())
                .extracting(TracedCall::durationNanos)
                .containsExactly(2_500_000L);
    }

    @Test
    void read_numberThatIsNoTree_fails() {
        assertThatThrownBy(() -> read(OF_2021, "0,t1,1000,0.x,(?),http,shop,buy,100"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(
                        "MSCallGraph_0.csv, line 2, column 4 (rpcid): expected numbers with dots between, such as 0.1.2,"
                                + " found '0.x'");
    }

    @Test
    void read_negativeTimeOfAStore_fails() {
        assertThatThrownBy(() -> read(OF_2021, "0,t1,1000,0.1,shop,db,base,,-5"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("column 9 (rt): expected a number from 0");
    }

    @Test
    void read_missingColumn_failsWithItsNames() {
        assertThatThrownBy(() -> read("traceid,timestamp,um,rpctype,dm,interface,rt"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("expected a column 'rpcid' or 'rpc_id'");
    }
}
