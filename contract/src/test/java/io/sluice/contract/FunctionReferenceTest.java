package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "demo/clean, demo/clean",
        "algo://demo/clean, demo/clean",
        "demo/clean@latest, demo/clean",
        "demo/clean@1.2.3, demo/clean@1.2.3",
        "demo/clean/1.2.3, demo/clean@1.2.3",
        "demo/clean@1.2, demo/clean@1.2.*",
        "demo/clean@1.2.x, demo/clean@1.2.*",
        "demo/clean@1, demo/clean@1.*",
        "demo/clean/1.*, demo/clean@1.*",
    })
    void parse_everySpelling_isUnderstood(String text, String canonical) {
        assertThat(FunctionReference.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "demo", "demo/", "/clean", "demo/cl ean", "../clean", "demo/clean@1.2.3.4", "demo/clean@v1"})
    void parse_brokenText_namesRuleAndValue(String text) {
        assertThatThrownBy(() -> FunctionReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was '");
    }

    @Test
    void names_differingInCase_areEqual() {
        assertThat(FunctionName.parse("Demo/Shout"))
                .isEqualTo(FunctionName.parse("demo/shout"))
                .hasSameHashCodeAs(FunctionName.parse("demo/shout"))
                .hasToString("Demo/Shout");
    }

    @Test
    void versions_areOrderedAsNumbers() {
        assertThat(SemanticVersion.parse("1.10.0")).isGreaterThan(SemanticVersion.parse("1.9.9"));
    }
}
