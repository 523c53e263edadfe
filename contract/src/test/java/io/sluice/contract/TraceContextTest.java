package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private final Random random = new Random(7);

    @Test
    void of_validParent_keepsTraceAndFlags() {
        TraceContext trace = TraceContext.of(PARENT, "a=b", "user=me", random);

        assertThat(trace.traceParent()).isEqualTo(PARENT);
        assertThat(trace.child(random).traceParent())
                .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
                .endsWith("-01")
                .isNotEqualTo(PARENT);
        assertThat(trace.child(random).baggage()).isEqualTo("user=me");
    }

    @Test
    void of_parentOfALaterVersion_takesWhatIsKnownOfIt() {
        TraceContext trace = TraceContext.of("cc" + PARENT.substring(2) + "-what-comes", null, null, random);

        assertThat(trace.traceParent()).isEqualTo(PARENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bé-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011"
            })
    void of_brokenParent_startsNewTraceWithoutState(String parent) {
        TraceContext trace = TraceContext.of(parent, "a=b", "user=me", random);

        assertThat(trace.traceParent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(trace.state()).isNull();
        assertThat(trace.baggage()).isEqualTo("user=me");
    }
}
