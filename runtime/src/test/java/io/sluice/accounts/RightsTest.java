package io.sluice.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contract.FunctionName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RightsTest {

    @ParameterizedTest
    @CsvSource({
        "algo://*, acme/shout, true",
        "*, acme/shout, true",
        "algo://acme/*, ACME/Shout, true",
        "algo://acme/*, other/shout, false",
        "algo://Acme/Shout, acme/shout, true",
        "acme/shout, acme/shouts, false",
    })
    void key_callsWhatItsPatternsName(String pattern, String function, boolean may) {
        Rights rights =
                new Rights(KeyKind.ALGORITHM, List.of(FunctionPattern.parse(pattern)), false, false, false, null);

        assertThat(rights.mayCall(FunctionName.parse(function))).isEqualTo(may);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme", "algo://*/shout", "algo://acme/sh*", "http://acme/shout", "acme/shout/1.0.0"})
    void pattern_ofAnotherForm_isRefusedWithItsValue(String pattern) {
        assertThatThrownBy(() -> FunctionPattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + pattern + "'");
    }

    @Test
    void newKey_callsNothing() {
        assertThat(Rights.NONE.mayCall(FunctionName.parse("acme/shout"))).isFalse();
        assertThat(Rights.PLATFORM_ADMIN.mayCall(FunctionName.parse("acme/shout")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, https://example.org, false",
                "*, https://example.org, true",
                "https://example.org, https://EXAMPLE.org, true",
                "example.org, https://example.org:8443, true",
                "example.org, https://example.org.evil.net, false",
                "example.org, null, false",
            })
    void pages_useKeysOfTheirOrigin(String webOrigin, String origin, boolean may) {
        Rights rights = new Rights(KeyKind.ALGORITHM, List.of(), false, false, false, webOrigin);

        assertThat(rights.servesPagesOf(origin)).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "algo://*, algo://acme/shout, true",
        "algo://acme/*, algo://ACME/shout, true",
        "algo://acme/*, algo://*, false",
        "algo://acme/shout, algo://acme/*, false",
        "algo://acme/shout, algo://other/shout, false",
    })
    void key_givesFunctionsThatItCallsItself(String has, String wanted, boolean may) {
        assertThat(callsOnly(has).covers(callsOnly(wanted))).isEqualTo(may);
    }

    @Test
    void key_givesNoRightThatItLacks() {
        Rights reads = new Rights(KeyKind.ALGORITHM, List.of(), true, false, false, null);
        Rights writes = new Rights(KeyKind.ALGORITHM, List.of(), false, true, false, null);
        Rights manages = new Rights(KeyKind.ALGORITHM, List.of(), false, false, true, null);

        assertThat(Rights.OWN.covers(reads)).isTrue();
        assertThat(Rights.OWN.covers(Rights.SUPERUSER)).isFalse();
        assertThat(Rights.OWN.covers(Rights.PLATFORM_ADMIN)).isFalse();
        assertThat(Rights.PLATFORM_ADMIN.covers(reads)).isFalse();
        assertThat(Rights.SUPERUSER.covers(Rights.SUPERUSER)).isTrue();
        assertThat(List.of(reads, writes, manages)).allSatisfy(one -> assertThat(List.of(reads, writes, manages))
                .filteredOn(one::covers)
                .containsExactly(one));
    }

    private static Rights callsOnly(String pattern) {
        return new Rights(KeyKind.ALGORITHM, List.of(FunctionPattern.parse(pattern)), false, false, false, null);
    }
}
