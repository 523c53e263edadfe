package io.sluice.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contract.FunctionName;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.ManifestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaffoldTest {

    @TempDir
    private Path folder;

    @Test
    void create_newFolder_hasAValidManifestForTheFunction() throws Exception {
        Path project = create("demo/word-count");

        Manifest manifest = ManifestReader.read("sluice.yaml", Files.readAllBytes(project.resolve("sluice.yaml")));

        assertThat(manifest.functions()).containsExactly(FunctionName.parse("demo/word-count"));
        assertThat(manifest.entryPoints()).containsEntry("word-count", "wordCount");
        assertThat(project.resolve("src/main/java/functions/WordCount.java"))
                .content()
                .contains("@Funq(\"wordCount\")");
    }

    @Test
    void create_newFolder_leavesNoPlaceholder() throws IOException {
        try (Stream<Path> files = Files.walk(create("demo/shout"))) {
            assertThat(files.filter(Files::isRegularFile)).allSatisfy(file -> assertThat(file)
                    .content()
                    .doesNotContainPattern("@(owner|name|method|Class|package|repository)@"));
        }
    }

    @ParameterizedTest
    @CsvSource({"node,index.js", "exec,serve.py"})
    void create_otherLanguage_hasAValidManifestAndNoPlaceholder(String language, String source) throws Exception {
        Path project = folder.resolve("project");

        Scaffold.create(language, FunctionName.parse("demo/word-count"), project, "file:///repository");

        Manifest manifest = ManifestReader.read("sluice.yaml", Files.readAllBytes(project.resolve("sluice.yaml")));
        assertThat(manifest.functions()).containsExactly(FunctionName.parse("demo/word-count"));
        assertThat(manifest.runtime().word()).isEqualTo(language);
        assertThat(project.resolve(manifest.packageFolder()).resolve(source)).exists();
        try (Stream<Path> files = Files.walk(project)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(file).content().doesNotContainPattern("@(owner|name)@"));
        }
    }

    @Test
    void create_folderInUse_isRefused() throws IOException {
        Files.writeString(folder.resolve("mine"), "");

        assertThatThrownBy(() -> Scaffold.create("java", FunctionName.parse("demo/a"), folder, "file:/r"))
                .hasMessageContaining("is not empty");
    }

    @ParameterizedTest
    @CsvSource({
        "shout,shout",
        "word-count,wordCount",
        "a_b,aB",
        "Shout,shout",
        "7up,function7up",
        "new,newFunction",
        "test,testFunction",
        "a-,a"
    })
    void method_name_isAJavaMethod(String name, String method) {
        assertThat(Java.method(name)).isEqualTo(method);
    }

    @Test
    void create_python_hasAFunctionThatItsManifestFinds() throws Exception {
        Path project = folder.resolve("project");
        Scaffold.create("python", FunctionName.parse("demo/word-count"), project, "file:///repository");

        Manifest manifest = ManifestReader.read("sluice.yaml", Files.readAllBytes(project.resolve("sluice.yaml")));

        assertThat(manifest.entryPoints()).containsEntry("word-count", "word-count");
        assertThat(project.resolve(manifest.packageFolder()).resolve("main.py"))
                .content()
                .contains("def apply(input):")
                .doesNotContain("@owner@");
        assertThat(project.resolve("test_main.py")).exists();
        assertThat(project.resolve(".gitignore")).exists();
    }

    private Path create(String name) {
        Path project = folder.resolve("project");
        Scaffold.create("java", FunctionName.parse(name), project, "file:///repository");
        return project;
    }
}
