package io.sluice.gateway.funqy;

import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Query parameters as an object, by Funqy's rules: {@code a=b} is a field, {@code a.b=c} a field of a field, and a name that
 * comes more than once a list. Values stay text: what they are is for the function's own type to say.
 */
final class QueryInput {

    private QueryInput() {}

    static Map<String, Object> of(MultiMap query) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name : query.names()) {
            List<String> values = query.getAll(name);
            put(object, name, values.size() == 1 ? values.getFirst() : values);
        }
        return object;
    }

    private static void put(Map<String, Object> object, String name, Object value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            if (object.putIfAbsent(name, value) != null) {
                throw conflict(name);
            }
            return;
        }
        Object inner = object.computeIfAbsent(name.substring(0, dot), key -> new LinkedHashMap<String, Object>());
        if (!(inner instanceof Map<?, ?>)) {
            throw conflict(name);
        }
        @SuppressWarnings("unchecked") // every map in the object was made above
        Map<String, Object> fields = (Map<String, Object>) inner;
        put(fields, name.substring(dot + 1), value);
    }

    private static BadRequest conflict(String name) {
        return new BadRequest(
                400,
                ErrorReply.INVALID_INPUT,
                "query parameter '" + name + "' is a value and has fields at once; send either");
    }
}
