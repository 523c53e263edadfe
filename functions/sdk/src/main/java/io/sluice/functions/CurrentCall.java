package io.sluice.functions;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/**
 * The call that the active CDI request context belongs to. Each call has a context of its own, which follows it over
 * threads and {@code Uni} stages: that keeps the tokens of concurrent calls apart.
 */
@RequestScoped
class CurrentCall {

    private volatile @Nullable Call call;

    void begin(Call begun) {
        call = begun;
    }

    @Nullable
    Call get() {
        return call;
    }
}
