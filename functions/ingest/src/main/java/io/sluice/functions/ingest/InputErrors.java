package io.sluice.functions.ingest;

import io.sluice.contract.Failure;
import io.sluice.functions.AlgorithmException;
import org.jspecify.annotations.Nullable;

/** The failures that the caller can mend. */
final class InputErrors {

    private InputErrors() {}

    static AlgorithmException of(String message, @Nullable Object... values) {
        return new AlgorithmException(message.formatted(values), Failure.INPUT_ERROR);
    }
}
