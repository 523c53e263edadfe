package io.sluice.functions.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SparesTest {

    private final AtomicInteger made = new AtomicInteger();
    private final Spares<Integer> spares = new Spares<>(made::incrementAndGet);

    @Test
    void spares_usedInTurn_areOne() {
        assertThat(spares.<Integer>use(one -> one)).isEqualTo(1);
        assertThat(spares.<Integer>use(one -> one)).isEqualTo(1);
    }

    @Test
    void spares_usedWhileInUse_areAnother() {
        assertThat(spares.<Integer>use(outer -> spares.<Integer>use(inner -> outer * 10 + inner)))
                .isEqualTo(12);
    }

    @Test
    void spares_whoseWorkFailed_areNotUsedAgain() {
        assertThatThrownBy(() -> spares.use(one -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(spares.<Integer>use(one -> one)).isEqualTo(2);
    }

    @Test
    void spares_beyondOneForEachProcessor_areNotKept() {
        int processors = Runtime.getRuntime().availableProcessors();
        useAtOnce(processors + 3);
        assertThat(made).hasValue(processors + 3);
        var used = new ArrayList<Integer>();
        useAtOnce(processors + 1, used);
        assertThat(made).as("one more had to be made").hasValue(processors + 4);
    }

    private void useAtOnce(int count) {
        useAtOnce(count, new ArrayList<>());
    }

    private void useAtOnce(int count, ArrayList<Integer> used) {
        if (used.size() < count) {
            spares.use(one -> {
                used.add(one);
                useAtOnce(count, used);
                return one;
            });
        }
    }
}
