package io.sluice.router;

import io.sluice.pool.Payload;
import io.sluice.registry.FunctionVersion;
import io.sluice.results.KeptResult;
import io.sluice.results.ResultKey;
import io.sluice.results.Results;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes replies of kept results, and results to keep of replies. Safe for use by many threads. */
final class KeptReplies {

    private final Results results;
    private final Predicate<Payload> sound;
    private final LongSupplier nanoTime;

    KeptReplies(Results results, Predicate<Payload> sound, LongSupplier nanoTime) {
        this.results = results;
        this.sound = sound;
        this.nanoTime = nanoTime;
    }

    /**
     * The reply that is kept, or null.
     *
     * @param user the run that will use it, if what that depends on is noted
     * @param sinceNanos when the call came
     */
    @Nullable
    Reply find(ResultKey key, @Nullable RunRecord user, long sinceNanos) {
        KeptResult result = results.find(key);
        if (result == null) {
            return null;
        }
        if (user != null) {
            user.take(result.dependencies());
        }
        long now = nanoTime.getAsLong();
        FunctionVersion function = result.function();
        Reply.Step step = new Reply.Step(
                function.name().toString(), function.version().toString(), now - sinceNanos, 0, false, result.age(now));
        return new Reply(new Payload(result.type(), result.bytes()), Map.of(), List.of(step));
    }

    /** Keeps the reply of a run, unless another run would not come to the same. */
    void keep(ResultKey key, Reply reply, RunRecord record, long startedNanos) {
        if (reply.payload().spooled() == null
                && !record.isSpoilt()
                && reply.attributes().isEmpty()
                && sound.test(reply.payload())) {
            results.keep(key, reply.payload().type(), reply.payload().bytes(), startedNanos, record.dependencies());
        }
    }
}
