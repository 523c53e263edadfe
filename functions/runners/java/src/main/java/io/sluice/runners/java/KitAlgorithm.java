package io.sluice.runners.java;

import com.algorithmia.development.AbstractAlgorithm;
import com.google.gson.JsonParseException;
import io.sluice.contract.Failure;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** An algorithm of the development kit. What its {@code load} throws is the answer to each call. */
final class KitAlgorithm implements Algorithm {

    private final AbstractAlgorithm<Object, Object> algorithm;
    private final Type takes;
    private volatile @Nullable RuntimeException notLoaded;

    @SuppressWarnings("unchecked")
    KitAlgorithm(AbstractAlgorithm<?, ?> algorithm) {
        this.algorithm = (AbstractAlgorithm<Object, Object>) algorithm;
        this.takes = inputOf(algorithm.getClass());
    }

    /** What the class says its input is; anything where it doesn't. */
    private static Type inputOf(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getGenericSuperclass() instanceof ParameterizedType parameterized
                    && parameterized.getRawType() == AbstractAlgorithm.class) {
                return parameterized.getActualTypeArguments()[0];
            }
        }
        return Object.class;
    }

    @Override
    public void load() {
        try {
            algorithm.load();
        } catch (RuntimeException e) {
            notLoaded = e;
        }
    }

    @Override
    public Result apply(Input input) throws AlgorithmFailure, LoadFailure {
        RuntimeException failed = notLoaded;
        if (failed != null) {
            throw new LoadFailure(failed);
        }
        return Result.of(algorithm.apply(value(input)), null, false);
    }

    private Object value(Input input) throws AlgorithmFailure {
        if (input instanceof Input.Bytes binary && takes == byte[].class) {
            return binary.bytes();
        }
        try {
            Object value = Values.value(input.json(), takes);
            if (value != null) {
                return value;
            }
        } catch (JsonParseException e) {
            throw new AlgorithmFailure(
                    "the input is not of the type " + takes.getTypeName() + ": " + e.getMessage(), Failure.INPUT_ERROR);
        }
        return nothing();
    }

    /** An input of null is the author's to deal with. */
    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    private static Object nothing() {
        return null;
    }

    /** Says of what {@code load} threw that it was thrown there. */
    static final class LoadFailure extends Exception {

        private static final long serialVersionUID = 1;

        LoadFailure(RuntimeException cause) {
            super(cause);
        }
    }
}
