package io.sluice.contract.api;

import org.jspecify.annotations.Nullable;

/** The body of every reply that is not a success: {@code {"error":{"message":...,"hint":...,"code":...,"id":...}}}. */
public record ErrorBody(Error error) {

    /**
     * @param message what was wrong, by which rule, and what to do
     * @param hint more of that, where the message is one that clients compare, else null
     * @param code the number that clients know the case by, or 0
     * @param id the id of the call, as the runtime's log has it
     */
    public record Error(
            String message,
            @Nullable String hint,
            int code,
            @Nullable String id) {}
}
