package io.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pool.Payload;
import io.smallrye.mutiny.subscription.Cancellable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of runs. */
final class HistoryTest {

    @TempDir
    Path folder;

    private PipelineBench bench;

    @BeforeEach
    void open() {
        bench = new PipelineBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private RunLog only() {
        List<RunLog> runs = bench.history.all();
        assertThat(runs).hasSize(1);
        return runs.getFirst();
    }

    @Test
    void run_ofTasksInTasks_keepsThemInTheOrderOfTheirBeginnings() throws Exception {
        var unused = bench.result("""
                do:
                - each: {for: {in: '[1, 2]'}, do: [{one: {call: t/echo, with: '${ $item }'}}]}
                - skipped: {if: 'false', set: 1}
                """, "null");

        assertThat(only().tasks())
                .extracting(task -> task.pointer() + " " + task.kind() + " " + task.rounds() + " " + task.state())
                .containsExactly(
                        "/do/0/each for  DONE",
                        "/do/0/each/do/0/one call 0 DONE",
                        "/do/0/each/do/0/one call 1 DONE",
                        "/do/1/skipped set  PASSED_OVER");
        assertThat(only().tasks().get(1).served())
                .satisfies(served -> assertThat(served).isNotNull());
        assertThat(only().state()).isEqualTo(RunState.DONE);
    }

    @Test
    void run_thatTriesAgain_numbersTheTriesAndSaysWhy() throws Exception {
        var unused = bench.result(
                "do: [{t: {try: [{a: {call: t/fail}}], catch: {retry: {limit: {attempt: {count: 1}}}, do: [{b: {set: 1}}]}}}]",
                "null");

        assertThat(only().tasks())
                .filteredOn(task -> task.pointer().endsWith("/a"))
                .extracting(task -> task.attempt() + " " + task.state() + " " + task.error())
                .containsExactly("1 FAILED no good", "2 FAILED no good");
    }

    @Test
    void run_withoutAWord_keepsNoValues() throws Exception {
        var unused = bench.result("do: [{a: {set: secret}}]", "1");

        assertThat(only().tasks()).allMatch(task -> task.input() == null && task.output() == null);
    }

    @Test
    void run_thatKeepsValues_keepsTheBeginningsOfLongOnes() throws Exception {
        var unused = bench.result("""
                document: {metadata: {history: io}}
                do: [{a: {set: {long: '${ [range(2000)] }'}}}]
                """, "{\"n\": 1}");

        TaskEntry task = only().tasks().getFirst();
        assertThat(task.input()).isEqualTo("{\"n\":1}");
        assertThat(task.output()).startsWith("{\"long\":[0,1,2").endsWith("...").hasSizeLessThan(1100);
    }

    @Test
    void run_thatIsGivenUp_saysSoAndSoDoesItsTask() throws Exception {
        Cancellable running = bench.answer("do: [{a: {call: t/hang}}]", Payload.NOTHING, Duration.ofSeconds(20))
                .subscribe()
                .with(_ -> {});
        bench.calls.hangs.get(20, TimeUnit.SECONDS);

        running.cancel();

        assertThat(only().state()).isEqualTo(RunState.GIVEN_UP);
        assertThat(only().tasks()).extracting(TaskEntry::state).containsExactly(RunState.GIVEN_UP);
    }

    @Test
    void run_thatFails_keepsWhatItsCallerIsTold() throws Exception {
        String failure = bench.failure("do: [{a: {call: t/fail}}]", "null");

        assertThat(only().error()).isEqualTo(failure);
        assertThat(only().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void history_thatIsFull_letsTheOldestGoThatAreOver() {
        History history = new History(2 * RunLog.BYTES);
        RunLog going = begin(history, "1");
        RunLog over = begin(history, "2");
        over.over(RunState.DONE, null);

        RunLog next = begin(history, "3");

        assertThat(history.of("t/p")).containsExactly(next, going);
        assertThat(begin(history, "4").isOver()).isFalse();
        assertThat(history.of("t/p")).as("no room for one more").containsExactly(next, going);
        assertThat(history.find("t/p", "3")).contains(next);
        assertThat(history.find("t/other", "3")).isEmpty();
    }

    private static RunLog begin(History history, String call) {
        return RunLog.begin(history, call, "t/p@1.0.0", Instant.EPOCH, false, Redaction.NONE, () -> 0);
    }
}
