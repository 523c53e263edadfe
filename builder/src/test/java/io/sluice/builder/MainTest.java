package io.sluice.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {

    @TempDir
    private Path project;

    @Test
    void text_isIndented_andEndsWithOneWord() {
        assertThat(Main.text(new Outcome.Built())).isEqualTo("built\n");
        assertThat(Main.text(new Outcome.Failed("A.java:1: error\n  ^"))).isEqualTo(" A.java:1: error\n   ^\nfailed\n");
        assertThat(Main.text(new Outcome.Unusual("it has a parent"))).isEqualTo(" it has a parent\nunusual\n");
    }

    @Test
    void project_withoutAReadablePom_isUnusual() throws IOException {
        try (ProjectBuild build = new ProjectBuild(project)) {
            assertThat(build.run()).isInstanceOf(Outcome.Unusual.class);
            Files.writeString(project.resolve("pom.xml"), "<project>");
            assertThat(build.run()).isInstanceOf(Outcome.Unusual.class);
        }
    }
}
