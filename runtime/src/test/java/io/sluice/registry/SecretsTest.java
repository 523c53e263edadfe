package io.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.FunctionName;
import io.sluice.state.InMemoryStateTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SecretsTest {

    private static final FunctionName SHOUT = FunctionName.parse("demo/shout");

    private final InMemoryStateTable table = new InMemoryStateTable();
    private final Secrets secrets = new Secrets(table);

    @Test
    void secrets_belongToTheirFunctionAlone() {
        secrets.put(SHOUT, "TOKEN", "a");
        secrets.put(FunctionName.parse("demo/shout2"), "TOKEN", "b");

        assertThat(secrets.of(FunctionName.parse("Demo/Shout"))).isEqualTo(Map.of("TOKEN", "a"));
    }

    @Test
    void secret_setAgain_isReplacedAndSurvives() {
        secrets.put(SHOUT, "TOKEN", "a");
        secrets.put(SHOUT, "TOKEN", "b");

        assertThat(new Secrets(table).of(SHOUT)).isEqualTo(Map.of("TOKEN", "b"));
    }

    @Test
    void removedSecret_isGoneForGood() {
        secrets.put(SHOUT, "TOKEN", "a");

        assertThat(secrets.remove(SHOUT, "TOKEN")).isTrue();
        assertThat(secrets.remove(SHOUT, "TOKEN")).isFalse();

        assertThat(secrets.of(SHOUT)).isEmpty();
        assertThat(new Secrets(table).of(SHOUT)).isEmpty();
    }
}
