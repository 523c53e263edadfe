package io.sluice.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.manifest.Manifest;
import io.sluice.manifest.ManifestReader;
import io.sluice.sandbox.Isolation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With shell scripts in the place of Python, which say how they were called. */
class PythonPreparerTest {

    @TempDir
    private Path folder;

    private Manifest manifest;
    private Path app;
    private Path target;

    @BeforeEach
    void makePackage() throws Exception {
        String yaml = "name: demo/a\nruntime: python\npackage: .\nentryPoints: {a: main.a, b: main.b}\n";
        manifest = ManifestReader.read("sluice.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        app = Files.createDirectories(folder.resolve("package/app"));
        target = Files.createDirectory(folder.resolve("target"));
        Files.writeString(app.resolve("main.py"), "");
    }

    private Path script(String text) throws IOException {
        Path script = folder.resolve("python");
        Files.writeString(script, "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private void prepare(String python) throws IOException {
        Path interpreter = script(python);
        new PythonPreparer(() -> interpreter, Path.of("/runner"), new Tools(Isolation.off()))
                .prepare(folder.resolve("package"), manifest, target);
    }

    @Test
    void package_withoutRequirements_isCheckedAndNothingIsInstalled() throws IOException {
        prepare("echo \"$*\" >> " + folder.resolve("calls"));

        assertThat(folder.resolve("calls"))
                .content()
                .startsWith("-E -s -S /runner/check-package.py " + app + " " + target)
                .contains(" main.a")
                .contains(" main.b")
                .hasLineCount(1);
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void package_withRequirements_getsThemInstalledInASiteOfItsOwn() throws IOException {
        Files.writeString(app.resolve("requirements.txt"), "x==1\n");

        prepare("case \"$*\" in *pip*) mkdir " + target.resolve("site") + "; echo built > made-by-a-build;; esac");

        assertThat(target).isDirectoryContaining(path -> path.endsWith("site"));
        try (var inside = Files.list(target)) {
            assertThat(inside).hasSize(1);
        }
        assertThat(app.resolve("made-by-a-build")).doesNotExist();
    }

    @Test
    void package_thatCannotServe_failsInTheWordsOfTheCheck() {
        assertThatThrownBy(() -> prepare("echo 'main.py:3: no'; exit 1"))
                .isInstanceOf(PreparationFailed.class)
                .hasMessage("'demo/a': main.py:3: no");
    }

    @Test
    void requirement_thatDoesNotInstall_failsWithTheLastLinesOfPip() throws IOException {
        Files.writeString(app.resolve("requirements.txt"), "x==1\n");

        assertThatThrownBy(() -> prepare("case \"$*\" in *pip*) echo 'No matching distribution'; exit 3;; esac"))
                .isInstanceOf(PreparationFailed.class)
                .hasMessageContaining("requirements.txt", "exit code 3", "No matching distribution")
                .hasMessageEndingWith("No matching distribution");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                  | false
            '# nothing yet\n\n' | false
            '# one\nrequests\n' | true
            '-r other.txt'      | true
            """)
    void requirements_ofCommentsOnly_nameNone(String text, boolean any) {
        assertThat(PythonPreparer.namesAny(text)).isEqualTo(any);
    }

    @Test
    void interpreter_isWhatTheWantedProgramSaysThatItIs() throws IOException {
        Path wanted = script("echo '1 3.12.1 /opt/python3.12'");

        assertThat(new PythonInterpreter(Optional.of(wanted)).get()).isEqualTo(Path.of("/opt/python3.12"));
    }

    @Test
    void interpreter_thatIsOldMissingOrNone_isToldWithWhatToDo() throws IOException {
        Path old = script("echo '0 3.8.1 /opt/python3.8'");

        assertThatThrownBy(new PythonInterpreter(Optional.of(old))::get)
                .isInstanceOf(PreparationFailed.class)
                .hasMessageContaining("it is Python 3.8.1")
                .hasMessageContaining("SLUICE_FUNCTION_PYTHON");
        assertThatThrownBy(new PythonInterpreter(Optional.of(folder.resolve("absent")))::get)
                .hasMessageContaining("there is no such program");
        assertThatThrownBy(new PythonInterpreter(Optional.of(Path.of("/bin/false")))::get)
                .hasMessageContaining("ended with exit code 1");
    }
}
