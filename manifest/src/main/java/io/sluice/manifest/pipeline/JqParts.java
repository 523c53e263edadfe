package io.sluice.manifest.pipeline;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.JsonQuery;

/**
 * Puts something around every part of a compiled expression. The library has no way to look into one while it is evaluated but its
 * functions, and operators alone can make more than fits into memory; so that this reaches into its tree, of the one version
 * that it is tried with.
 */
final class JqParts {

    private static final String LIBRARY = "net.thisptr.jackson.jq.";

    private final UnaryOperator<Expression> around;
    private final Map<Object, Object> done = new IdentityHashMap<>();

    private JqParts(UnaryOperator<Expression> around) {
        this.around = around;
    }

    /** Changes the query, which nobody evaluates yet. */
    static void wrap(JsonQuery query, UnaryOperator<Expression> around) {
        try {
            new JqParts(around).fields(query);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("jq expression '" + query + "' can't be metered", e);
        }
    }

    private void fields(Object part) throws IllegalAccessException {
        for (Class<?> type = part.getClass(); type.getName().startsWith(LIBRARY); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && holdsParts(field.getType())) {
                    field.setAccessible(true);
                    Object value = field.get(part);
                    if (value != null) {
                        field.set(part, of(value));
                    }
                }
            }
        }
    }

    private static boolean holdsParts(Class<?> type) {
        return List.class.isAssignableFrom(type) || type.getName().startsWith(LIBRARY) && !type.isEnum();
    }

    private Object of(Object value) throws IllegalAccessException {
        if (value instanceof List<?> list) {
            List<Object> parts = new ArrayList<>();
            for (Object each : list) {
                parts.add(of(each));
            }
            return parts;
        }
        if (!value.getClass().getName().startsWith(LIBRARY) || value.getClass().isEnum()) {
            return value;
        }
        Object known = done.get(value);
        if (known != null) {
            return known;
        }
        Object wrapped = value instanceof Expression expression ? around.apply(expression) : value;
        done.put(value, wrapped);
        fields(value);
        return wrapped;
    }
}
