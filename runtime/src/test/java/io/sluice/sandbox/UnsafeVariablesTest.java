package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnsafeVariablesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LD_PRELOAD",
                "LD_AUDIT",
                "LD_LIBRARY_PATH",
                "GLIBC_TUNABLES",
                "GCONV_PATH",
                "LOCPATH",
                "BASH_ENV",
                "BASH_FUNC_echo%%"
            })
    void variable_thatMakesAProgramLoadThings_isUnsafe(String name) {
        assertThat(UnsafeVariables.of(Map.of(name, "x", "COLOUR", "blue"))).containsOnlyKeys(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "HOME", "JAVA_TOOL_OPTIONS", "NODE_OPTIONS", "PYTHONPATH", "OLD_LD"})
    void variable_thatConfiningProgramsDoNotHeed_isNot(String name) {
        assertThat(UnsafeVariables.of(Map.of(name, "x"))).isEmpty();
    }
}
