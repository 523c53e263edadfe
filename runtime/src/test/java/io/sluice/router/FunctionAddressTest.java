package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.registry.FunctionVersion;
import io.sluice.testing.Samples;
import org.junit.jupiter.api.Test;

final class FunctionAddressTest {

    private static FunctionVersion build(String hash) {
        FunctionVersion like = Samples.version("acme/Shout", "1.0.0");
        return new FunctionVersion(
                like.name(),
                FunctionVersion.UNPUBLISHED,
                like.packageDigest(),
                like.entryPoint(),
                like.manifest(),
                like.manifestText(),
                hash,
                like.settings(),
                Samples.THEN);
    }

    @Test
    void of_buildsThatAreNotPublished_areApart() {
        FunctionAddress first = FunctionAddress.of(build("a".repeat(40)), 0);

        assertThat(FunctionAddress.of(build("b".repeat(40)), 0)).isNotEqualTo(first);
        assertThat(FunctionAddress.of(build("a".repeat(40)), 1)).isNotEqualTo(first);
        assertThat(FunctionAddress.of(build("a".repeat(40)), 0)).isEqualTo(first);
    }
}
