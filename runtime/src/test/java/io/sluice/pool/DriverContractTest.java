package io.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contract.ContentType;
import io.sluice.contract.TraceContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every driver owes the pool. A subclass brings a driver and specs of a function that answers a call with its own
 * payload, except that the text {@code exit} ends the instance at once and {@code hang} is never answered.
 */
abstract class DriverContractTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private InstanceDriver driver;

    /** A new driver; the test closes it. */
    abstract InstanceDriver newDriver() throws Exception;

    /** A function as described above, with a concurrency of at least 4. */
    abstract InstanceSpec working();

    /** One that ends before it is ready. */
    abstract InstanceSpec endingWhileStarting();

    /** One that never says that it is ready, with a short start time-out. */
    abstract InstanceSpec neverReady();

    /** How long anything may take here. */
    Duration patience() {
        return Duration.ofSeconds(30);
    }

    @BeforeEach
    void open() throws Exception {
        driver = newDriver();
    }

    @AfterEach
    void close() {
        await(driver.close());
    }

    @Test
    void start_ofAWorkingFunction_givesAnInstanceWithItsId() {
        InstanceId id = nextId();
        assertThat(await(driver.start(id, working())).id()).isEqualTo(id);
    }

    @Test
    void start_thatEndsBeforeReady_failsWithAReason() {
        assertStartFails(endingWhileStarting());
    }

    @Test
    void start_thatIsNeverReady_failsAfterTheStartTimeout() {
        assertStartFails(neverReady());
    }

    @Test
    void start_thatFailed_leavesTheDriverUsable() {
        assertStartFails(endingWhileStarting());
        assertThat(echo(start(), "after")).isEqualTo("after");
    }

    @Test
    void start_thatIsCancelled_leavesTheDriverUsable() {
        driver.start(nextId(), neverReady()).subscribe().with(_ -> {}, _ -> {}).cancel();
        assertThat(echo(start(), "after")).isEqualTo("after");
    }

    @Test
    void invoke_answersWithTheResult() {
        assertThat(echo(start(), "hello")).isEqualTo("hello");
    }

    @Test
    void invoke_ofSeveralAtOnce_answersEachWithItsOwn() {
        Instance instance = start();
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(instance.invoke(call("call " + i, patience())).subscribeAsCompletionStage());
        }
        for (int i = 0; i < 4; i++) {
            assertThat(text(answers.get(i)
                            .orTimeout(patience().toMillis(), TimeUnit.MILLISECONDS)
                            .join()))
                    .isEqualTo("call " + i);
        }
    }

    @Test
    void invoke_thatHangs_timesOut() {
        Instance instance = start();
        assertThatThrownBy(() -> await(instance.invoke(call("hang", Duration.ofMillis(300)))))
                .isInstanceOf(PoolFailure.TimedOut.class);
    }

    @Test
    void invoke_thatEndsTheInstance_failsAsLostAndExitIsTold() {
        Instance instance = start();
        assertThatThrownBy(() -> await(instance.invoke(call("exit", patience()))))
                .isInstanceOf(PoolFailure.InstanceLost.class);
        assertThat(await(instance.exited()).reason()).isNotBlank();
    }

    @Test
    void invoke_afterTheEnd_failsAsLost() {
        Instance instance = start();
        await(instance.stop(Duration.ofSeconds(2)));
        assertThatThrownBy(() -> await(instance.invoke(call("late", patience()))))
                .isInstanceOf(PoolFailure.InstanceLost.class);
    }

    @Test
    void exited_askedTwiceAndLate_answersAlways() {
        Instance instance = start();
        await(instance.stop(Duration.ofSeconds(2)));
        assertThat(await(instance.exited())).isEqualTo(await(instance.exited()));
    }

    @Test
    void stop_whileACallHangs_endsWithinTheGrace() {
        Instance instance = start();
        CompletableFuture<Answer> hanging =
                instance.invoke(call("hang", patience())).subscribeAsCompletionStage();
        await(instance.stop(Duration.ofMillis(200)));
        await(instance.exited());
        assertThatThrownBy(() -> await(Uni.createFrom().completionStage(hanging)))
                .isInstanceOf(PoolFailure.InstanceLost.class);
    }

    @Test
    void stop_twice_completesTwice() {
        Instance instance = start();
        await(instance.stop(Duration.ofSeconds(2)));
        await(instance.stop(Duration.ofSeconds(2)));
    }

    @Test
    void close_endsEveryInstance() {
        Instance one = start();
        Instance other = start();
        await(driver.close());
        await(one.exited());
        await(other.exited());
    }

    private void assertStartFails(InstanceSpec spec) {
        assertThatThrownBy(() -> await(driver.start(nextId(), spec)))
                .isInstanceOf(PoolFailure.StartFailed.class)
                .hasMessageContaining(spec.function());
    }

    private Instance start() {
        return await(driver.start(nextId(), working()));
    }

    private String echo(Instance instance, String text) {
        return text(await(instance.invoke(call(text, patience()))));
    }

    private static String text(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Result.class);
        return ((Answer.Result) answer).payload().bytes().toString();
    }

    private Call call(String text, Duration timeout) {
        return call(text, timeout, working().entryPoint());
    }

    static Call call(String text, Duration timeout, String entryPoint) {
        int number = COUNT.incrementAndGet();
        return new Call(
                "call-" + number,
                "me",
                "token-" + number,
                entryPoint,
                new Payload(ContentType.TEXT, Buffer.buffer(text)),
                PayloadRoom.unbounded(),
                timeout,
                TraceContext.start(new Random(number)),
                Map.of());
    }

    private static InstanceId nextId() {
        return new InstanceId("i-contract-" + COUNT.incrementAndGet());
    }

    private <T> T await(Uni<T> uni) {
        return uni.await().atMost(patience());
    }
}
