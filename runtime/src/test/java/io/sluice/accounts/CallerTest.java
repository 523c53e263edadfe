package io.sluice.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.registry.FunctionVersion;
import io.sluice.testing.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallerTest {

    @ParameterizedTest
    @CsvSource({
        "demo, false, private, true, true",
        "DEMO, false, private, true, true",
        "other, false, private, false, false",
        "other, false, public, true, false",
        "other, true, private, true, true",
    })
    void caller_mayCallAndManage_byOwnerAndCallability(
            String user, boolean administrator, String callability, boolean call, boolean manage) {
        FunctionVersion function =
                Samples.version("demo/a", "1.0.0", "permissions: {callability: " + callability + "}");
        Caller caller = new Caller(user, administrator);

        assertThat(function.isOpenTo(caller)).isEqualTo(call);
        assertThat(caller.mayManage(function.name())).isEqualTo(manage);
    }
}
