package io.sluice.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.ManifestReader;
import io.sluice.sandbox.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With scripts in the place of Node and npm, which write down how they were called. */
final class NodePreparerTest {

    @TempDir
    private Path folder;

    private Path app = Path.of("unset");
    private Path target = Path.of("unset");

    @BeforeEach
    void makePackage() throws IOException {
        app = Files.createDirectories(folder.resolve("package/app"));
        target = Files.createDirectories(folder.resolve("target"));
        Files.writeString(app.resolve("index.js"), "exports.apply = () => 1;");
        tool("node", "exit 0");
        tool("npm", "echo \"$@\" > called; echo done");
    }

    private void tool(String name, String does) throws IOException {
        Path tool = folder.resolve(name);
        Files.writeString(tool, "#!/bin/sh\n" + does + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    }

    private static Manifest manifest() {
        try {
            return ManifestReader.read("sluice.yaml", "name: demo/a\nruntime: node\npackage: .\n");
        } catch (InvalidManifestException e) {
            throw new IllegalStateException(e);
        }
    }

    private void prepare() throws IOException {
        prepare(folder.resolve("node"));
    }

    private void prepare(@Nullable Path node) throws IOException {
        new NodePreparer(node, folder.resolve("check.js"), "there is no node", new Tools(Isolation.off()))
                .prepare(folder.resolve("package"), manifest(), target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"dependencies\":{}}", "{\"devDependencies\":{\"x\":\"1\"}}"})
    void package_withoutDependencies_isLeftWhereItIs(String packageJson) throws IOException {
        Files.writeString(app.resolve("package.json"), packageJson);

        prepare();

        assertThat(target).isEmptyDirectory();
    }

    @Test
    void package_thatBringsItsModules_isLeftWhereItIs() throws IOException {
        Files.writeString(app.resolve("package.json"), "{\"dependencies\":{\"x\":\"1\"}}");
        Files.createDirectory(app.resolve("node_modules"));

        prepare();

        assertThat(target).isEmptyDirectory();
    }

    @Test
    void package_withDependencies_isCopiedAndInstalledThere() throws IOException {
        Files.writeString(app.resolve("package.json"), "{\"dependencies\":{\"x\":\"1\"}}");

        prepare();

        assertThat(target.resolve("app/index.js")).hasSameTextualContentAs(app.resolve("index.js"));
        assertThat(target.resolve("app/called")).content().startsWith("install --omit=dev");
        assertThat(app.resolve("called")).doesNotExist();
    }

    @Test
    void package_withALockFile_isInstalledByIt() throws IOException {
        Files.writeString(app.resolve("package.json"), "{\"dependencies\":{\"x\":\"1\"}}");
        Files.writeString(app.resolve("package-lock.json"), "{}");

        prepare();

        assertThat(target.resolve("app/called")).content().startsWith("ci --omit=dev");
    }

    @Test
    void install_thatFails_isAFailureInNpmsWords() throws IOException {
        Files.writeString(app.resolve("package.json"), "{\"dependencies\":{\"x\":\"1\"}}");
        tool("npm", "echo 'npm error 404 x is not there' >&2; exit 1");

        assertThatThrownBy(this::prepare)
                .isInstanceOf(PreparationFailed.class)
                .hasMessage("'demo/a': what its package.json depends on could not be installed: npm install ended with"
                        + " exit code 1; the last it wrote:\nnpm error 404 x is not there");
    }

    @Test
    void check_thatFails_isAFailureInItsWords() throws IOException {
        tool("node", "echo 'index.js:3'; echo 'SyntaxError: Unexpected token' >&2; exit 1");

        assertThatThrownBy(this::prepare)
                .isInstanceOf(PreparationFailed.class)
                .hasMessage("'demo/a': index.js:3\nSyntaxError: Unexpected token");
    }

    @Test
    void packageJson_thatIsNoJson_isAFailureWithItsLine() throws IOException {
        Files.writeString(app.resolve("package.json"), "{\n  dependencies: {}\n}");

        assertThatThrownBy(this::prepare)
                .isInstanceOf(PreparationFailed.class)
                .hasMessageStartingWith("'demo/a': package.json:2: is not JSON: ");
    }

    @Test
    void host_withoutNode_isAFailureThatSaysSo() {
        assertThatThrownBy(() -> prepare(null))
                .isInstanceOf(PreparationFailed.class)
                .hasMessage("'demo/a': there is no node");
    }
}
