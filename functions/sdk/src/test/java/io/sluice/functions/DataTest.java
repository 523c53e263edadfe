package io.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.contract.ContentType;
import io.sluice.contract.frames.Field;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the runtime, from inside functions. */
final class DataTest {

    private static final int MOST = 1 << 20;

    @TempDir
    private Path folder;

    private FrameRig rig;
    private DataRuntime runtime;
    private Data data;

    @BeforeEach
    void start() throws Exception {
        rig = new FrameRig();
        runtime = new DataRuntime(rig.vertx);
        data = new RuntimeData(
                new DataClient(
                        new RuntimeClient(rig.vertx, runtime.address(), 8),
                        rig.vertx.fileSystem(),
                        rig.payloads.mapper(),
                        MOST),
                rig.scope);
        SampleFunctions.data = data;
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private BlockingDataFile file(String address) {
        return data.file(address).await();
    }

    private String call(String entryPoint, String input, long millis) throws Exception {
        return rig.connect()
                .call(entryPoint, ContentType.TEXT, input.getBytes(StandardCharsets.UTF_8), head -> head.text(
                                Field.INVOCATION, "req-7")
                        .text(Field.TOKEN, "token-7")
                        .number(Field.TIMEOUT, millis))
                .await()
                .text();
    }

    @Test
    void bytes_arePutAndGotten_byNamesThatNeedEscapes() {
        file("data://.session/a b+c é%.txt").put(new byte[] {0, -1, 7});

        assertThat(file("data://.session/a b+c é%.txt").get()).containsExactly(0, -1, 7);
        assertThat(runtime.files).containsOnlyKeys(".session/a%20b%2Bc%20%C3%A9%25.txt");
    }

    @Test
    void localFile_largerThanMemoryMayHold_isStreamedBothWays() throws Exception {
        byte[] large = new byte[5 * MOST];
        new Random(1).nextBytes(large);
        Path local = Files.write(folder.resolve("large"), large);

        file("data://.my/box/large").put(local);
        Path back = file("data://.my/box/large").get(folder.resolve("back"));

        assertThat(back).hasSameBinaryContentAs(local);
        assertThatThrownBy(() -> file("data://.my/box/large").get())
                .isInstanceOf(DataFailure.class)
                .hasMessage("data://.my/box/large: is larger than the 1048576 bytes that may be read into memory"
                        + " (sluice-sdk.max-request)");
    }

    @Test
    void file_existsUntilItIsDeleted() {
        assertThat(file("data://.session/f").exists()).isFalse();
        file("data://.session/f").put(new byte[0]);
        assertThat(file("data://.session/f").exists()).isTrue();
        file("data://.session/f").delete();
        assertThat(file("data://.session/f").exists()).isFalse();
    }

    @Test
    void absentFile_isAnInputErrorWithItsAddress_andLeavesNoLocalFile() {
        Path local = folder.resolve("local");
        DataFailure absent = catchThrowableOfType(
                DataFailure.class, () -> file("data://.session/f").get(local));

        assertThat(absent).hasMessage("data://.session/f: there is no file here");
        assertThat(absent.errorType()).isEqualTo("InputError");
        assertThat(absent.status()).isEqualTo(404);
        assertThat(local).doesNotExist();
    }

    @Test
    void foreignFile_isRefusedInTheRuntimesWords() {
        assertThatThrownBy(() -> file("data://closed/f").put(new byte[1]))
                .hasMessage("data://closed/f: closed is not open to you");
        assertThatThrownBy(() -> file("data://closed/f").exists()).hasMessageContaining("may not read it");
    }

    @Test
    void transferThatBreaks_leavesNoLocalFile_andNoSecretInTheError() {
        Path local = folder.resolve("local");
        DataFailure broken = catchThrowableOfType(
                DataFailure.class, () -> file("data://.session/cut").get(local));

        assertThat(broken).hasMessageStartingWith("data://.session/cut: the transfer broke: ");
        assertThat(broken.getMessage()).doesNotContain("secret");
        assertThat(local).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data://", "data://box", "data://box/", "data:///f", "data://a//f", "s3://box/f", "/etc/f", ""})
    void otherAddress_isAnInputErrorThatQuotesIt(String address) {
        assertThatThrownBy(() -> data.file(address))
                .isInstanceOf(DataFailure.class)
                .hasMessageStartingWith("'" + address + "': must be the address of a file, such as data://");
    }

    @Test
    void function_asksOnBehalfOfItsCall() throws Exception {
        runtime.files.put(".session/f", Buffer.buffer("ab"));

        assertThat(call("doubled", "data://.session/f", 30_000)).isEqualTo("data://.session/f-twice");
        assertThat(call("length", "data://.session/f-twice", 30_000)).isEqualTo("4");
        assertThat(runtime.tokens).containsOnly("token-7");
    }

    @Test
    void runtimeThatDoesNotAnswer_isGivenUpWithTheCallsTime() throws Exception {
        JsonObject failure = new JsonObject(call("length", "data://.session/silent", 300));

        assertThat(failure.getString("errorType")).isEqualTo("TimeoutError");
        assertThat(runtime.reset.await(FrameRig.SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancelledRequest_isReset() throws Exception {
        var waiting = data.file("data://.session/silent").get().subscribe().asCompletionStage();
        while (runtime.tokens.isEmpty()) {
            Thread.onSpinWait();
        }

        waiting.cancel(true);

        assertThat(runtime.reset.await(FrameRig.SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void functionStartedByHand_isToldThatThereIsNoData() {
        Data none = RuntimeData.ofNoRuntime();

        assertThatThrownBy(() -> none.file("data://.session/f"))
                .hasMessageContaining("SLUICE_API is not set")
                .extracting(failure -> ((DataFailure) failure).status())
                .isEqualTo(0);
    }

    @Test
    void inMemory_isAsTheRuntimesIs() throws Exception {
        BlockingDataFile file = Data.inMemory().file("data://.session/f").await();
        assertThatThrownBy(file::get).isInstanceOf(DataFailure.class).hasMessageStartingWith("data://.session/f: ");
        file.put(Files.writeString(folder.resolve("local"), "ab"));
        assertThat(file.get(folder.resolve("back"))).hasContent("ab");
        file.delete();
        assertThat(file.exists()).isFalse();
        assertThatThrownBy(file::delete).isInstanceOf(DataFailure.class);
    }
}
