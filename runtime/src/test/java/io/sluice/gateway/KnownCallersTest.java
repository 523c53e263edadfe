package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.registry.ApiKeys;
import io.sluice.registry.Caller;
import io.sluice.registry.InMemoryStateTable;
import io.sluice.testing.Samples;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class KnownCallersTest {

    private static final Caller ME = new Caller("me", false);

    private final ApiKeys keys = new ApiKeys(new InMemoryStateTable(), InstantSource.fixed(Samples.THEN));
    private final KnownCallers callers = new KnownCallers(keys);

    @Test
    void key_isKnownAgainAndAgain_inAnyOfItsForms() {
        String key = keys.create(ME).key();

        for (String header : new String[] {key, "Simple " + key, "bearer  " + key + " "}) {
            assertThat(callers.find(header)).isEqualTo(ME);
            assertThat(callers.find(header)).isEqualTo(ME);
        }
        assertThat(callers.find("Basic " + key)).isNull();
        assertThat(callers.find("Simple " + key.substring(1))).isNull();
    }

    @Test
    void keyThatWasRevoked_isForgottenAtOnce() {
        ApiKeys.Created mine = keys.create(ME);
        ApiKeys.Created other = keys.create(new Caller("other", false));
        callers.find("Simple " + mine.key());
        callers.find("Simple " + other.key());

        keys.revoke(mine.apiKey().id());

        assertThat(callers.find("Simple " + mine.key())).isNull();
        assertThat(callers.find("Simple " + other.key()))
                .isEqualTo(other.apiKey().caller());
    }
}
