package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import org.junit.jupiter.api.Test;

final class ClosingTest {

    private final Closing closing = new Closing();
    private final UnicastProcessor<String> lines = UnicastProcessor.create();

    private AssertSubscriber<String> follow(Multi<String> stream) {
        return closing.endOf(stream).subscribe().withSubscriber(AssertSubscriber.create(10));
    }

    @Test
    void stream_goesOnUntilTheEndBegins_andIsCompleteThen() {
        AssertSubscriber<String> following = follow(lines);
        lines.onNext("one");
        following.assertNotTerminated();

        closing.begin();

        following.assertCompleted().assertItems("one");
    }

    @Test
    void stream_thatEndsByItself_isComplete() {
        AssertSubscriber<String> following = follow(Multi.createFrom().item("one"));

        following.assertCompleted().assertItems("one");
        assertThat(closing.hasBegun()).isFalse();
    }

    @Test
    void stream_askedForTooLate_isEmpty() {
        closing.begin();

        follow(lines).assertCompleted().assertHasNotReceivedAnyItem();
    }

    @Test
    void stream_thatItsReaderLeaves_endsNothingElse() {
        AssertSubscriber<String> other = follow(lines);

        follow(Multi.createFrom().nothing()).cancel();

        assertThat(closing.hasBegun()).isFalse();
        other.assertNotTerminated();
    }
}
