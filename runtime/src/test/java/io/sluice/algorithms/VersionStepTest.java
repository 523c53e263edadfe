package io.sluice.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.SemanticVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VersionStepTest {

    @ParameterizedTest
    @CsvSource({
        "major,, 1.0.0",
        "minor,, 0.1.0",
        "revision,, 0.0.1",
        "major, 1.2.3, 2.0.0",
        "minor, 1.2.3, 1.3.0",
        "revision, 1.2.3, 1.2.4",
        "patch, 1.2.3, 1.2.4",
    })
    void after_newest_raisesItsPart(String step, String newest, String next) {
        SemanticVersion before = newest == null ? null : SemanticVersion.parse(newest);

        assertThat(VersionStep.of(step).orElseThrow().after(before)).hasToString(next);
    }
}
