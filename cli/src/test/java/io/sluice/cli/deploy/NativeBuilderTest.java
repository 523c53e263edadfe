package io.sluice.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NativeBuilderTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("GRAALVM_HOME", "/graal", "JAVA_HOME", "/jdk", "PATH", "/usr/bin:/mandrel/bin");

    private static boolean never(String program) {
        return false;
    }

    @Test
    void find_graalvmHome_isTakenBeforeAllOthers() {
        assertThat(NativeBuilder.find(ENVIRONMENT, file -> true, program -> true))
                .contains(new NativeBuilder.Local(Path.of("/graal")));
    }

    @Test
    void find_nativeImageOnThePath_namesItsHome() {
        assertThat(NativeBuilder.find(
                        ENVIRONMENT, Set.of(Path.of("/mandrel/bin/native-image"))::contains, NativeBuilderTest::never))
                .contains(new NativeBuilder.Local(Path.of("/mandrel")));
    }

    @Test
    void find_noNativeImageButContainers_takesAContainer() {
        assertThat(NativeBuilder.find(ENVIRONMENT, file -> false, "docker"::equals))
                .hasValueSatisfying(builder -> assertThat(builder.options())
                        .contains(
                                "-Dquarkus.native.container-build=true", "-Dquarkus.native.container-runtime=docker"));
    }

    @Test
    void find_neither_isEmpty() {
        assertThat(NativeBuilder.find(Map.of(), file -> false, NativeBuilderTest::never))
                .isEmpty();
    }
}
