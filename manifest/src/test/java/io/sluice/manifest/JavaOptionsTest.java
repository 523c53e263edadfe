package io.sluice.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JavaOptionsTest {

    private static final long MEMORY = 256 * ByteSize.MIB;

    @ParameterizedTest
    @ValueSource(
            strings = {"-XX:TieredStopAtLevel=4", "-Xmx200m", "-Xmx256M", "-Dgreeting=hi", "--add-opens=a/b=ALL-UNNAMED"
            })
    void brokenRule_optionOfTheJvm_isNone(String option) {
        assertThat(JavaOptions.brokenRule(option, MEMORY)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xmx257m", "-Xms1g", "-XX:MaxHeapSize=268435457"})
    void brokenRule_heapBeyondMemory_saysWhatItIs(String option) {
        assertThat(JavaOptions.brokenRule(option, MEMORY)).contains("256MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-javaagent:x.jar", "-agentlib:jdwp", "-XX:AOTCache=x", "-Xshare:off", "-Duser.home=/root"})
    void brokenRule_whatTheRuntimeNeeds_isRefused(String option) {
        assertThat(JavaOptions.brokenRule(option, MEMORY)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-jar", "-cp", "@file", "Main", "-Dx=a b", "-classpath"})
    void brokenRule_whatIsNoOptionOfTheJvm_isRefused(String option) {
        assertThat(JavaOptions.brokenRule(option, MEMORY)).isNotNull();
    }
}
