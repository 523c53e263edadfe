package io.sluice.runners.java;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One public {@code apply} of a class, and how well it fits what a call is given. */
record Overload(Method method) {

    /** Does not fit at all. */
    static final int NEVER = Integer.MAX_VALUE;

    /** So much worse than any of its own kind is an argument that only Gson can make something of. */
    private static final int FOREIGN = 100;

    /** Of the numbers, the widest is taken first. */
    private static final List<Class<?>> NUMBERS = List.of(
            double.class,
            Double.class,
            float.class,
            Float.class,
            long.class,
            Long.class,
            int.class,
            Integer.class,
            short.class,
            Short.class,
            byte.class,
            Byte.class);

    /** An overload with the arguments that it would be called with, and how well they fit: less is better. */
    record Fit(Overload overload, @Nullable Object[] arguments, int rank) {}

    private enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        BYTES,
        OTHER
    }

    /** How it fits these values as its arguments; null where it doesn't. */
    @Nullable
    Fit fit(List<JsonElement> values) {
        Type[] types = method.getGenericParameterTypes();
        if (types.length != values.size()) {
            return null;
        }
        @Nullable Object[] arguments = new Object[types.length];
        int rank = 0;
        for (int i = 0; i < types.length; i++) {
            Class<?> parameter = method.getParameterTypes()[i];
            int each = rank(values.get(i), parameter);
            try {
                arguments[i] = Values.value(values.get(i), types[i]);
            } catch (JsonParseException e) {
                return null;
            }
            if (each == NEVER || (arguments[i] == null && parameter.isPrimitive())) {
                return null;
            }
            rank += each;
        }
        return new Fit(this, arguments, rank);
    }

    boolean takes(Class<?> one) {
        return method.getParameterCount() == 1 && method.getParameterTypes()[0] == one;
    }

    private static int rank(JsonElement value, Class<?> parameter) {
        if (parameter == JsonElement.class || parameter == Object.class) {
            return FOREIGN / 2;
        }
        Kind kind = kind(parameter);
        if (value instanceof JsonNull) {
            return parameter.isPrimitive() ? NEVER : kind.ordinal();
        }
        if (kind == Kind.BYTES) {
            return 2 * FOREIGN;
        }
        return kind(value) == kind ? Math.max(0, NUMBERS.indexOf(parameter)) : FOREIGN + kind.ordinal();
    }

    private static Kind kind(JsonElement value) {
        if (!(value instanceof JsonPrimitive primitive)) {
            return Kind.OTHER;
        }
        return primitive.isString() ? Kind.TEXT : primitive.isNumber() ? Kind.NUMBER : Kind.TRUTH;
    }

    private static Kind kind(Class<?> parameter) {
        if (CharSequence.class.isAssignableFrom(parameter) || parameter == char.class || parameter == Character.class) {
            return Kind.TEXT;
        }
        if (parameter == boolean.class || parameter == Boolean.class) {
            return Kind.TRUTH;
        }
        if (parameter == byte[].class) {
            return Kind.BYTES;
        }
        return parameter.isPrimitive() || Number.class.isAssignableFrom(parameter) ? Kind.NUMBER : Kind.OTHER;
    }
}
