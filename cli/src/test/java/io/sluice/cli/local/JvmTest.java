package io.sluice.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmTest {

    @Test
    void home_isThatOfThisJvm_andInAnExecutableThatOfTheEnvironment() {
        assertThat(Jvm.home("/jdk", Map.of("JAVA_HOME", "/other"))).contains("/jdk");
        assertThat(Jvm.home(null, Map.of("JAVA_HOME", "/other"))).contains("/other");
        assertThat(Jvm.home(null, Map.of("JAVA_HOME", ""))).isEmpty();
        assertThat(Jvm.home(null, Map.of())).isEmpty();
    }
}
