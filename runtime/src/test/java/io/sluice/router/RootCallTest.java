package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RootCallTest {

    private final RootCall root = new RootCall();
    private final List<String> done = new ArrayList<>();

    @Test
    void endings_areDoneOnce_whenTheCallIsOver() {
        root.onEnd(() -> done.add("one"));
        root.onEnd(() -> done.add("two"));
        assertThat(done).isEmpty();

        root.end();
        root.end();

        assertThat(done).containsExactly("one", "two");
    }

    @Test
    void ending_ofACallThatIsOver_isDoneAtOnce() {
        root.end();

        root.onEnd(() -> done.add("late"));

        assertThat(done).containsExactly("late");
    }

    @Test
    void callsInside_areCountedUpToTheMost() {
        assertThat(root.enter(2)).isTrue();
        assertThat(root.enter(2)).isTrue();
        assertThat(root.enter(2)).isFalse();

        root.leave();

        assertThat(root.enter(2)).isTrue();
    }

    @Test
    void number_isItsOwn() {
        assertThat(root.number()).isEqualTo(root.number()).isNotEqualTo(new RootCall().number());
    }
}
