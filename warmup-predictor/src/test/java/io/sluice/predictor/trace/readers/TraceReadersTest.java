package io.sluice.predictor.trace.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.TraceFileSamples;
import io.sluice.predictor.trace.source.TraceFormatException;
import io.sluice.predictor.trace.source.TraceReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceReadersTest {

    private static final int MUTATIONS = 400;

    /** A small file of each format. */
    private static final Map<String, String> SAMPLES = Map.of(
            "recording",
            """
            {"format":"sluice-recording","version":1,"clock":"monotonic","unit":"ns"}
            {"event":"started","call":1,"function":"a","entry":"a","at":5}
            {"event":"started","call":2,"parent":1,"function":"b","entry":"a","caller":"a","at":6}
            {"event":"ready","function":"b","took":3,"memory":4,"at":9}
            {"event":"ended","call":2,"function":"b","waited":3,"warmth":"cold","at":12}
            {"event":"ended","call":1,"function":"a","waited":0,"warmth":"warm","at":13}
            """,
            "azure-minutes",
            """
            hash_app,avg_mem_mb,num_invocations_day1,max_containers,active_minutes,m0,m1,m2,m3
            e63e,141,3,1,2,0,1,0,1
            dbe3,132,417,1,4,1,2,1,1
            """,
            "azure-2019",
            "HashOwner,HashApp,HashFunction,Trigger,"
                    + IntStream.rangeClosed(1, 1440).mapToObj(Integer::toString).collect(Collectors.joining(","))
                    + "\no,a,f,http," + "0,".repeat(1438) + "3,1\n",
            "azure-2021",
            """
            app,func,end_timestamp,duration
            73,31,5160.142570018768,0.134
            17,c9,5161.280997037888,13
            """,
            "spans",
            """
            trace,span,parent,service,op,start_us,dur_us
            0,0,-1,gate,/*,1674981768697000,318316
            0,1,0,gate,handle,1674981768697763,317309
            0,2,1,shop,/buy,1674981768699127,316150
            """,
            "alibaba",
            """
            ,traceid,timestamp,rpcid,um,rpctype,dm,interface,rt
            0,t1,1000,0,(?),http,shop,buy,100
            1,t1,1010,0.1,shop,rpc,stock,take,50
            2,t1,1012,0.1,shop,rpc,stock,take,-40
            """,
            "otlp",
            """
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
            "scopeSpans":[{"spans":[{"traceId":"01","spanId":"0000000000000001","name":"x","startTimeUnixNano":"5",
            "endTimeUnixNano":"9"},{"traceId":"01","spanId":"0000000000000002","parentSpanId":"0000000000000001",
            "name":"y","startTimeUnixNano":"6","endTimeUnixNano":"7"}]}]}]}
            """);

    @TempDir
    private Path folder;

    static List<String> formats() {
        return SAMPLES.keySet().stream().sorted().toList();
    }

    private static byte[] content(String format) {
        return SAMPLES.getOrDefault(format, "").getBytes(StandardCharsets.UTF_8);
    }

    private Path sample(String format) {
        return TraceFileSamples.bytes(folder, "trace.json", content(format));
    }

    @Test
    void formats_haveASampleEach() {
        assertThat(formats())
                .containsExactlyInAnyOrderElementsOf(TraceReaders.formats().stream()
                        .filter(format -> !format.equals("azure-instances") && !format.equals("azure-minutes-spread"))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void guess_file_isOfItsFormat(String format) throws IOException {
        assertThat(TraceReaders.guess(sample(format)).format()).isEqualTo(format);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void read_packed_isTheSame(String format) throws IOException {
        Trace plain = TraceReaders.read(List.of(sample(format)), ReadSettings.DEFAULT);
        Path packed = TraceFileSamples.bytes(folder, "trace.json.gz", TraceFileSamples.gzip(content(format)));

        assertThat(TraceReaders.read(List.of(packed), ReadSettings.DEFAULT)).isEqualTo(plain);
        assertThat(plain.requests()).isNotEmpty();
        assertThat(plain.requests()).allMatch(request -> request.call().offsetNanos() <= plain.lengthNanos());
    }

    /** Bytes are changed, left out, doubled, cut off: either it is a trace still, or the error says where it isn't. */
    @ParameterizedTest
    @MethodSource("formats")
    void read_damagedFile_isATraceOrFailsWithAPlace(String format) throws IOException {
        TraceReader reader = TraceReaders.of(format).orElseThrow();
        byte[] whole = content(format);
        byte[] packed = TraceFileSamples.gzip(whole);
        Random random = new Random(format.hashCode());
        ReadSettings settings = new ReadSettings(ReadSettings.DEFAULT.profile(), function -> true, 10_000, bytes -> {});
        int failed = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Path file = TraceFileSamples.bytes(folder, "damaged", mutated(i % 5 == 0 ? packed : whole, random));
            try {
                assertThat(reader.read(List.of(file), settings).requests().size())
                        .isLessThanOrEqualTo(10_000);
            } catch (TraceFormatException e) {
                failed++;
                assertThat(e.place().line()).isPositive();
                assertThat(e).hasMessageMatching("(?s)damaged, line \\d+.*: expected .*, found .*");
            }
        }
        assertThat(failed).isBetween(MUTATIONS / 20, MUTATIONS);
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] mutated = bytes.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] = (byte) "0-9.,\"\n{}[]x".charAt(random.nextInt(12));
                case 2 -> mutated = Arrays.copyOf(mutated, Math.max(1, at));
                default -> {
                    int from = random.nextInt(mutated.length);
                    int length = Math.min(random.nextInt(40), Math.min(mutated.length - at, mutated.length - from));
                    System.arraycopy(bytes.length < from + length ? mutated : bytes, from, mutated, at, length);
                }
            }
        }
        return mutated;
    }

    @Test
    void guess_fileOfNoFormat_fails() {
        Path file = TraceFileSamples.lines(folder, "x.csv", "what,is,this");

        assertThatThrownBy(() -> TraceReaders.guess(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith("x.csv, line 1: expected the first line of a format that is known (recording, ")
                .hasMessageEndingWith("found 'what,is,this'");
    }

    @Test
    void guess_emptyFile_fails() {
        Path file = TraceFileSamples.bytes(folder, "x.csv", new byte[0]);

        assertThatThrownBy(() -> TraceReaders.guess(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("x.csv, line 1: expected a trace, found the end of the file");
    }
}
