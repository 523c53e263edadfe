package io.sluice.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sandbox.Isolation;
import io.sluice.sandbox.IsolationMode;
import io.sluice.sandbox.IsolationSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build may do, tried with a shell as the build: each attack works on a tool that is not confined. */
final class ToolsIT {

    private static final Isolation CONFINED = IsolationSearch.run(IsolationMode.REQUIRED, List.of());

    @TempDir
    private Path folder;

    private Path sources = Path.of("unset");
    private Path target = Path.of("unset");
    private Path temporary = Path.of("unset");
    private Path key = Path.of("unset");

    @BeforeEach
    void makeFolders() throws IOException {
        sources = Files.createDirectory(folder.resolve("sources"));
        target = Files.createDirectory(folder.resolve("target"));
        temporary = Files.createDirectory(folder.resolve("tmp"));
        key = Files.writeString(folder.resolve("admin.key"), "the-key");
    }

    private ToolResult run(Isolation isolation, String script) throws IOException {
        return new Tools(isolation)
                .run(new Tool(
                        List.of("/bin/sh", "-c", script),
                        sources,
                        List.of(),
                        List.of(target),
                        temporary,
                        Map.of("PATH", "/usr/bin:/bin", "MINE", "yes"),
                        Duration.ofSeconds(20)));
    }

    private void isOnlyPossibleWhereNotConfined(String script, String loot) throws IOException {
        assertThat(run(Isolation.off(), script).lastLines()).contains(loot);
        assertThat(run(CONFINED, script).lastLines()).doesNotContain(loot);
    }

    @Test
    void build_writesItsTargetAndReadsItsSources() throws IOException {
        Files.writeString(sources.resolve("setup"), "hello");

        ToolResult run = run(CONFINED, "cat setup; echo built > " + target + "/out; echo $MINE $HOME; id -u");

        assertThat(run.code()).as(run.lastLines()).isZero();
        assertThat(run.lastLines()).isEqualTo("helloyes " + temporary + "\n65534");
        assertThat(target.resolve("out")).hasContent("built");
    }

    @Test
    void build_readsNoFilesButItsOwn() throws IOException {
        isOnlyPossibleWhereNotConfined("cat " + key, "the-key");
    }

    @Test
    void build_readsNoFilesThroughALink() throws IOException {
        isOnlyPossibleWhereNotConfined("ln -s " + key + " $TMPDIR/link; cat $TMPDIR/link; rm $TMPDIR/link", "the-key");
    }

    @Test
    void build_writesNoSources() throws IOException {
        isOnlyPossibleWhereNotConfined("echo x > " + sources + "/changed && echo did-write", "did-write");
    }

    @Test
    void build_seesNoEnvironmentOfTheRuntime() throws IOException {
        long runtime = ProcessHandle.current().pid();
        isOnlyPossibleWhereNotConfined(
                "tr '\\0' '\\n' < /proc/" + runtime + "/environ | grep -c PATH= && echo read", "read");
    }

    @Test
    void build_signalsNoProcessOfTheHost() throws IOException {
        long runtime = ProcessHandle.current().pid();
        isOnlyPossibleWhereNotConfined("kill -0 " + runtime + " && echo could-kill", "could-kill");
    }

    @Test
    void build_changesNoSettingOfTheKernel() throws IOException {
        String settings = "find /proc/sys /proc/mtrr /proc/sysrq-trigger -writable 2>/dev/null | head -3";

        assertThat(run(CONFINED, settings).lastLines()).isEmpty();
    }

    @Test
    void build_thatLeavesAProcessBehind_isEndedWithIt() throws IOException {
        ToolResult run = run(CONFINED, "setsid sleep 4711 >/dev/null 2>&1 & echo done");

        assertThat(run.lastLines()).isEqualTo("done");
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info().arguments().stream()
                                .anyMatch(words -> List.of(words).contains("4711")))
                        .filter(ToolsIT::lasts))
                .isEmpty();
    }

    private static boolean lasts(ProcessHandle process) {
        try {
            process.onExit().get(5, java.util.concurrent.TimeUnit.SECONDS);
            return false;
        } catch (Exception e) {
            return true;
        }
    }

    @Test
    void build_thatTakesTooLong_isEnded() throws IOException {
        ToolResult run = new Tools(CONFINED)
                .run(new Tool(
                        List.of("/bin/sleep", "60"),
                        sources,
                        List.of(),
                        List.of(target),
                        temporary,
                        Map.of(),
                        Duration.ofMillis(200)));

        assertThat(run.code()).isEqualTo(ToolResult.TOO_LATE);
    }
}
