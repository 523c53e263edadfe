package io.sluice.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contract.FunctionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlgorithmiaProjectTest {

    private static final String CONF = "{\"username\": \"acme\", \"algoname\": \"Shout\", \"language\": \"%s\"}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "python3-1, PYTHON",
        "python2-langpack, PYTHON",
        "python38, PYTHON",
        "python3.7, PYTHON",
        "anaconda3, PYTHON",
        "javascript, JAVASCRIPT",
        "node-5.x-1, JAVASCRIPT",
        "java, JAVA",
        "java11, JAVA",
        "java-ojdk11, JAVA",
        "Java, JAVA",
        "r, ",
        "ruby, ",
        "rust, ",
        "scala, ",
        "javafx-script, "
    })
    void of_word_isTheLanguageOfAnyVersion(String word, AlgorithmiaLanguage expected) {
        assertThat(AlgorithmiaLanguage.of(word).orElse(null)).isEqualTo(expected);
    }

    @Test
    void manifest_python_servesTheSourceUnderItsName() throws Exception {
        AlgorithmiaProject project = read("python3-1", "src/Shout.py");

        Manifest manifest = ManifestReader.read("sluice.yaml", project.manifest());

        assertThat(manifest.name()).hasToString("acme/Shout");
        assertThat(manifest.runtime()).isEqualTo(RuntimeKind.PYTHON);
        assertThat(manifest.entryPoints()).isEqualTo(Map.of("Shout", "Shout"));
        assertThat(manifest.packageFolder()).isEqualTo(".");
        assertThat(manifest.concurrency()).isEqualTo(1);
    }

    @Test
    void manifest_ofAnotherName_stillServesTheSource() throws Exception {
        AlgorithmiaProject project = read("python3-1", "src/Shout.py");

        Manifest manifest = ManifestReader.read("sluice.yaml", project.manifest(FunctionName.parse("demo/Loud")));

        assertThat(manifest.name()).hasToString("demo/Loud");
        assertThat(manifest.entryPoints()).isEqualTo(Map.of("Loud", "Shout"));
    }

    @Test
    void manifest_javascript_servesApply() throws Exception {
        AlgorithmiaProject project = read("javascript", "src/Shout.js");

        Manifest manifest = ManifestReader.read("sluice.yaml", project.manifest(FunctionName.parse("demo/Loud")));

        assertThat(manifest.runtime()).isEqualTo(RuntimeKind.NODE);
        assertThat(manifest.entryPoints()).isEqualTo(Map.of("Loud", "apply"));
    }

    @Test
    void manifest_java_isBuiltByMavenWhereThereIsAPom() throws Exception {
        assertThat(ManifestReader.read(
                                "sluice.yaml",
                                read("java", "src/main/java/A.java").manifest())
                        .build())
                .contains("javac");
        assertThat(ManifestReader.read("sluice.yaml", read("java", "pom.xml").manifest())
                        .build())
                .contains("mvn", "package", "copy-dependencies")
                .doesNotContain("javac");
    }

    @Test
    void read_misspeltOrMissingLanguage_isToldByTheTemplateOrTheFiles() throws Exception {
        write(AlgorithmiaProject.FILE_NAME, CONF.formatted("python3.7").replace("language", "langauge"));
        write("src/Shout.py", "");
        assertThat(AlgorithmiaProject.read(folder).language()).isEqualTo(AlgorithmiaLanguage.PYTHON);

        write(AlgorithmiaProject.FILE_NAME, "{\"username\":\"acme\",\"algoname\":\"Shout\"}");
        assertThat(AlgorithmiaProject.read(folder).language()).isEqualTo(AlgorithmiaLanguage.PYTHON);
    }

    @Test
    void remarks_python2_sayThatPython3RunsIt() throws Exception {
        assertThat(read("python2-langpack", "src/Shout.py").remarks())
                .anySatisfy(line -> assertThat(line).contains("python2-langpack", "Python 3"));
        assertThat(read("python3-1", "src/Shout.py").remarks()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "ruby", "rust", "scala", "cobol"})
    void read_otherLanguages_areRefusedWithAWayOut(String language) {
        assertThatThrownBy(() -> read(language, "src/Shout.py"))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageContainingAll("algorithmia.conf:1: language", "'" + language + "'", "runtime: exec");
    }

    @Test
    void read_missingSource_saysWhichFileAndWhatIsThereInstead() throws Exception {
        assertThatThrownBy(() -> read("python3-1", "src/shout.py"))
                .hasMessageContainingAll("there is no src/Shout.py", "but a src/shout.py");
        Files.delete(folder.resolve("src/shout.py"));
        assertThatThrownBy(() -> read("javascript", "index.js")).hasMessageContaining("there is no src/Shout.js");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"username\": \"acme\" | must be JSON",
                "[] | must be a JSON object",
                "{\"username\": \"acme\"} | algoname: is required",
                "{\"username\": 1, \"algoname\": \"Shout\"} | username: is required",
                "{\"username\": \"__USER__\", \"algoname\": \"Shout\"} | '__USER__'",
                "{\"username\": \"acme\", \"algoname\": \"../../etc\"} | '../../etc'"
            })
    void read_badFile_saysWhatIsWrong(String content, String message) throws Exception {
        write(AlgorithmiaProject.FILE_NAME, content);

        assertThatThrownBy(() -> AlgorithmiaProject.read(folder))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageContaining(message);
    }

    @Test
    void isIn_folderWithAManifest_isNot() throws Exception {
        read("python3-1", "src/Shout.py");
        assertThat(AlgorithmiaProject.isIn(folder)).isTrue();

        write(Manifest.FILE_NAME, "name: acme/shout");
        assertThat(AlgorithmiaProject.isIn(folder)).isFalse();
    }

    private AlgorithmiaProject read(String language, String source) throws IOException, InvalidManifestException {
        write(AlgorithmiaProject.FILE_NAME, CONF.formatted(language));
        write(source, "");
        return AlgorithmiaProject.read(folder);
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
