package io.sluice.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PomTest {

    @TempDir
    private Path project;

    @BeforeEach
    void sources() throws IOException {
        Files.createDirectories(project.resolve("src/main/java"));
        Files.createDirectories(project.resolve("src/main/resources"));
    }

    private static Pom pom(String inside) throws IOException, XmlPullParserException {
        Model model = new MavenXpp3Reader()
                .read(new StringReader(
                        "<project><artifactId>shout</artifactId><version>1.0</version>" + inside + "</project>"));
        return new Pom(model, model);
    }

    private static String plugin(String name, String inside) {
        return "<build><plugins><plugin><artifactId>" + name + "</artifactId>" + inside + "</plugin></plugins></build>";
    }

    @Test
    void pom_asNewProjectsHaveIt_isUsual() throws Exception {
        Pom pom = pom(plugin(
                "quarkus-maven-plugin",
                "<extensions>true</extensions><executions><execution><goals><goal>build</goal><goal>generate-code</goal>"
                        + "</goals></execution></executions>"));

        assertThat(pom.unusual(project)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "<parent><artifactId>p</artifactId></parent>, it has a parent",
        "<modules><module>m</module></modules>, it has modules",
        "<profiles><profile><id>p</id></profile></profiles>, it has profiles",
        "<build><sourceDirectory>java</sourceDirectory></build>, it names folders of its own",
        "<build><resources><resource><filtering>true</filtering></resource></resources></build>,"
                + " it names folders of its own",
        "<build><extensions><extension><artifactId>e</artifactId></extension></extensions></build>,"
                + " it has build extensions"
    })
    void pom_thatAsksForMore_isUnusual_andTheReasonIsTold(String inside, String reason) throws Exception {
        assertThat(pom(inside).unusual(project)).contains(reason);
    }

    @Test
    void plugin_thatIsUnknownConfiguredOrRunsOtherwise_isUnusual() throws Exception {
        String configured = "<configuration><release>25</release></configuration>";
        String runs = "<executions><execution><goals><goal>testCompile</goal></goals></execution></executions>";

        assertThat(pom(plugin("protobuf-maven-plugin", "")).unusual(project))
                .contains("it uses or configures protobuf-maven-plugin");
        assertThat(pom(plugin("maven-compiler-plugin", configured)).unusual(project))
                .contains("it uses or configures maven-compiler-plugin");
        assertThat(pom(plugin("maven-compiler-plugin", runs)).unusual(project)).isPresent();
        assertThat(pom(plugin("maven-compiler-plugin", "")).unusual(project)).isEmpty();
    }

    @Test
    void sources_inAnotherLanguage_areUnusual() throws Exception {
        Files.createDirectories(project.resolve("src/main/kotlin"));

        assertThat(pom("").unusual(project)).contains("it has src/main/kotlin");
    }

    @Test
    void properties_reachTheCompilerAndQuarkus() throws Exception {
        Pom pom = pom("<properties><maven.compiler.release>25</maven.compiler.release>"
                + "<maven.compiler.parameters>true</maven.compiler.parameters>"
                + "<project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp>"
                + "<quarkus.package.jar.type>uber-jar</quarkus.package.jar.type></properties>");

        assertThat(pom.compilerOptions()).contains("-parameters").containsSequence("--release", "25");
        assertThat(pom.buildProperties())
                .containsEntry("quarkus.package.jar.type", "uber-jar")
                .containsEntry("quarkus.application.name", "shout")
                .containsEntry("quarkus.package.output-timestamp", "2026-01-01T00:00:00Z")
                .hasSize(4);
    }

    @Test
    void program_isNamedAfterTheProject_orAsItSays() throws Exception {
        assertThat(pom("").finalName()).isEqualTo("shout-1.0");
        assertThat(pom("<build><finalName>loud</finalName></build>").finalName())
                .isEqualTo("loud");
    }
}
