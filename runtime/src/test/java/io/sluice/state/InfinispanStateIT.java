package io.sluice.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InfinispanStateIT {

    private static final Set<String> TABLES = Set.of("a", "b");

    @TempDir
    private Path folder;

    @Test
    void reopened_holdsWhatWasWritten() {
        try (InfinispanState state = new InfinispanState(folder, TABLES)) {
            state.table("a").put("kept", "old");
            state.table("a").put("kept", "new");
            state.table("a").put("removed", "x");
            state.table("a").remove("removed");
            state.table("a").remove("never there");
            state.table("b").put("kept", "another table's, ü 漢");
        }

        try (InfinispanState state = new InfinispanState(folder, TABLES)) {
            assertThat(state.table("a").load()).isEqualTo(Map.of("kept", "new"));
            assertThat(state.table("b").load()).isEqualTo(Map.of("kept", "another table's, ü 漢"));
        }
    }

    @Test
    void largeValue_survives() {
        String large = "manifest ".repeat(100_000);
        try (InfinispanState state = new InfinispanState(folder, TABLES)) {
            state.table("a").put("large", large);
        }

        try (InfinispanState state = new InfinispanState(folder, TABLES)) {
            assertThat(state.table("a").load()).containsEntry("large", large);
        }
    }

    @Test
    void folderInUse_isRefused() {
        try (InfinispanState state = new InfinispanState(folder, TABLES)) {
            assertThat(state.table("a").load()).isEmpty();
            assertThatThrownBy(() -> new InfinispanState(folder, TABLES).table("a"))
                    .hasStackTraceContaining(folder.toString());
        }
    }

    @Test
    void killedProcess_leavesEverythingThatItWasToldIsWritten() throws Exception {
        int last = writeUntilKilled(500);

        try (InfinispanState state = new InfinispanState(folder, Set.of(StateWriter.TABLE))) {
            Map<String, String> found = state.table(StateWriter.TABLE).load();
            for (int number = 0; number <= last; number++) {
                assertThat(found).containsEntry("key-" + number, "value-" + number);
            }
            state.table(StateWriter.TABLE).put("after", "the crash");
        }
        try (InfinispanState state = new InfinispanState(folder, Set.of(StateWriter.TABLE))) {
            assertThat(state.table(StateWriter.TABLE).load())
                    .containsEntry("after", "the crash")
                    .hasSizeGreaterThan(last);
        }
    }

    /** The last number that the process said it had written. */
    private int writeUntilKilled(int atLeast) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StateWriter.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int last = -1;
        try (BufferedReader lines = writer.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = Integer.parseInt(line);
                if (last == atLeast) {
                    // By its handle: the process's own method would close the stream that is still read.
                    writer.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(last).isGreaterThanOrEqualTo(atLeast);
        return last;
    }
}
