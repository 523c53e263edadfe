package io.sluice.pool;

import java.time.Duration;

/**
 * An answer, and how the pool came by it.
 *
 * @param waited from the call's arrival to its lease
 * @param instance which instance answered
 */
public record PoolReply(Answer answer, Duration waited, Warmth warmth, InstanceId instance) {

    /** The same with another payload where there is one. */
    public PoolReply with(Payload payload) {
        return answer instanceof Answer.Result result
                ? new PoolReply(
                        new Answer.Result(payload, result.attributes(), result.output()), waited, warmth, instance)
                : this;
    }
}
