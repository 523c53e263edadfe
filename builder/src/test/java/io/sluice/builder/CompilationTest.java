package io.sluice.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompilationTest {

    @TempDir
    private Path project;

    private Compilation compilation() throws IOException {
        return new Compilation(project, project.resolve("target/classes"), List.of("-nowarn"), List.of());
    }

    private void write(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void run_compilesSources_andCopiesResources() throws IOException {
        write("src/main/java/demo/Shout.java", "package demo; public class Shout {}");
        write("src/main/resources/words/en.txt", "quiet");

        try (Compilation compilation = compilation()) {
            assertThat(compilation.run()).isEmpty();
        }

        assertThat(project.resolve("target/classes/demo/Shout.class")).exists();
        assertThat(project.resolve("target/classes/words/en.txt")).hasContent("quiet");
    }

    @Test
    void run_afterASourceWasRemoved_leavesNothingOfIt() throws IOException {
        write("src/main/java/demo/Shout.java", "package demo; public class Shout {}");
        write("src/main/java/demo/Whisper.java", "package demo; public class Whisper {}");

        try (Compilation compilation = compilation()) {
            compilation.run();
            Files.delete(project.resolve("src/main/java/demo/Whisper.java"));
            compilation.run();
        }

        assertThat(project.resolve("target/classes/demo/Whisper.class")).doesNotExist();
        assertThat(project.resolve("target/classes/demo/Shout.class")).exists();
    }

    @Test
    void mistake_isToldWithFileAndLine_asTheAuthorKnowsThem_andIsGoneWhenItIs() throws IOException {
        write("src/main/java/demo/Shout.java", "package demo;\npublic class Shout {\n    int loud = \"very\";\n}\n");

        try (Compilation compilation = compilation()) {
            assertThat(compilation.run().orElseThrow())
                    .startsWith("src/main/java/demo/Shout.java:3: error: incompatible types")
                    .contains("int loud = \"very\";");
            write("src/main/java/demo/Shout.java", "package demo;\npublic class Shout {}\n");
            assertThat(compilation.run()).isEmpty();
        }
    }
}
