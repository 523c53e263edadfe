package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.command.SluiceCommand;
import io.sluice.cli.console.Console;
import io.sluice.cli.failure.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command line against a real runtime: what it prints and the exit codes that scripts trust. */
@ExtendWith(SharedSluice.class)
final class CommandLineIT {

    private static final int COLUMNS = 120;

    @TempDir
    Path folder;

    private final Sluice sluice;

    CommandLineIT(Sluice sluice) {
        this.sluice = sluice;
    }

    private record Run(int code, String out, String err) {}

    private Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false,
                COLUMNS);
        Map<String, String> environment = Map.of(
                "SLUICE_HOME",
                sluice.home().toString(),
                "XDG_CONFIG_HOME",
                folder.toString(),
                "SLUICE_ROOT",
                Installation.root().toString());
        int code = SluiceCommand.line(environment, console).execute(arguments);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String done(String... arguments) {
        Run run = run(arguments);
        assertThat(run.code()).as(String.join(" ", arguments) + ": " + run).isEqualTo(ExitCode.OK);
        return run.out();
    }

    private Path packed(String name, String version, String... more) throws IOException {
        byte[] zip = Packages.fixture(Packages.manifest(name, version, "echo", more));
        return Files.write(folder.resolve(version + ".zip"), zip);
    }

    @Test
    void function_fromItsDeployToItsRemoval() throws IOException {
        String clean = Installation.function("clean").toString();

        assertThat(done("deploy", "--no-build", "--owner", "cli", clean)).contains("Deployed cli/clean@0.1.0");
        assertThat(done("deploy", "--no-build", "--owner", "cli", clean)).contains("Unchanged: cli/clean@0.1.0");
        assertThat(done("call", "cli/clean", "-d", "\"@ann soooo  good\"")).contains("good");
        assertThat(done("call", "cli/clean", "-v", "--timeout", "20", "--text", "-d", "fine"))
                .contains("fine");
        assertThat(done("pipe", "cli/clean", "demo/shout", "-d", "\"fine\"")).isEqualTo("FINE\n");
        assertThat(done("list")).contains("cli/clean");
        assertThat(done("describe", "cli/clean")).contains("cli/clean@0.1.0", "256MiB");
        assertThat(done("stats")).contains("cli/clean");
        assertThat(done("logs", "cli/clean")).isNotNull();
        assertThat(done("remove", "cli/clean")).contains("cli/clean");
        assertThat(run("call", "cli/clean", "-d", "\"x\"").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void versions_areListedRolledBackAndRemoved() throws IOException {
        done("deploy", packed("cli/twofold", "0.1.0").toString());
        done("deploy", packed("cli/twofold", "0.2.0").toString());

        assertThat(done("versions", "cli/twofold")).containsSubsequence("0.2.0", "current", "0.1.0", "deployed");
        assertThat(done("rollback", "cli/twofold")).contains("0.1.0");
        assertThat(done("-o", "json", "versions", "cli/twofold")).contains("\"withdrawn\"");
        assertThat(done("remove", "cli/twofold@0.2.0")).contains("cli/twofold@0.2.0");
        assertThat(done("versions", "cli/twofold")).doesNotContain("0.2.0");
        assertThat(run("rollback", "cli/twofold").code()).isEqualTo(ExitCode.CONFLICT);
        done("remove", "cli/twofold");
    }

    @Test
    void project_thatIsNew_isAValidOne() throws IOException {
        Path project = folder.resolve("greeter");

        assertThat(done("new", "cli/greeter", project.toString())).contains("sluice deploy");

        assertThat(Files.readString(project.resolve("sluice.yaml"))).contains("name: cli/greeter");
        assertThat(project.resolve("pom.xml")).exists();
        Run unbuilt = run("deploy", "--no-build", project.toString());
        assertThat(unbuilt.code()).as(unbuilt.err()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(unbuilt.err()).contains("target/quarkus-app");
    }

    @Test
    void exitCode_saysWhatKindOfFailureItWas() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("sluice.yaml"), "name: nonsense\ncolour: blue\n");
        done("deploy", packed("cli/fixed", "0.1.0").toString());

        Run failed = run("call", "demo/fail", "-d", "{\"message\":\"too blue\"}");
        assertThat(failed.code()).isEqualTo(ExitCode.FUNCTION_FAILED);
        assertThat(failed.err()).contains("too blue");
        Run wrongManifest = run("deploy", broken.toString());
        assertThat(wrongManifest.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrongManifest.err()).contains("sluice.yaml:1: name", "sluice.yaml:2: colour");
        assertThat(run("call", "demo/echo", "--json", "-d", "{").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("call", "demo/nothere", "-d", "1").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("--key", "simwrong", "list").code()).isEqualTo(ExitCode.NOT_ALLOWED);
        Run conflict =
                run("deploy", packed("cli/fixed", "0.1.0", "summary: other").toString());
        assertThat(conflict.code()).as(conflict.err()).isEqualTo(ExitCode.CONFLICT);
        assertThat(run("--url", "http://127.0.0.1:1", "list").code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run("no-such-command").code()).isEqualTo(ExitCode.USAGE);
        done("remove", "cli/fixed");
    }

    @Test
    void status_ofARuntimeThatRuns_isGood() {
        assertThat(done("status")).contains(Long.toString(sluice.pid()));
    }
}
