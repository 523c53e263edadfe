package io.sluice.runners.java;

import com.algorithmia.development.Required;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.annotations.SerializedName;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * JSON to the author's types and back, by the author's own Gson where there is one: nothing is used here that version 2.6
 * doesn't have, since the stock client does not run with new ones.
 */
final class Values {

    /** Numbers that JSON hasn't are texts, as on the platform. */
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .registerTypeAdapter(Double.class, (com.google.gson.JsonSerializer<Double>)
                    (value, type, context) -> number(value, value))
            .registerTypeAdapter(
                    Float.class, (com.google.gson.JsonSerializer<Float>) (value, type, context) -> number(value, value))
            .create();

    private Values() {}

    private static JsonPrimitive number(double value, Number written) {
        return Double.isFinite(value) ? new JsonPrimitive(written) : new JsonPrimitive(written.toString());
    }

    static JsonElement json(@Nullable Object value, Type type) {
        return GSON.toJsonTree(value, type);
    }

    static JsonElement json(@Nullable Object value) {
        return GSON.toJsonTree(value);
    }

    /** Reads JSON to the letter. */
    static JsonElement parse(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setLenient(false);
            JsonElement parsed = GSON.getAdapter(JsonElement.class).read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonParseException("more follows its value");
            }
            return parsed;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new JsonParseException(e.getMessage(), e);
        }
    }

    static String text(JsonElement json) {
        return GSON.toJson(json);
    }

    /**
     * The value of that type.
     *
     * @throws JsonParseException when it is none, in words for the caller
     */
    static @Nullable Object value(JsonElement json, Type type) {
        if (type == byte[].class && isText(json)) {
            return bytes(json.getAsString());
        }
        if ((type == char.class || type == Character.class) && isText(json)) {
            return character(json.getAsString());
        }
        if (type == Object.class && isText(json)) {
            return json.getAsString();
        }
        Object value = read(json, type);
        if (json instanceof JsonObject object && value != null) {
            requireFields(object, value.getClass());
        }
        return value;
    }

    private static @Nullable Object read(JsonElement json, Type type) {
        try {
            return GSON.fromJson(json, type);
        } catch (JsonParseException e) {
            throw e;
        } catch (RuntimeException e) { // Gson's own adapters and constructors of the author's throw others.
            throw new JsonParseException(e.toString(), e);
        }
    }

    static boolean isText(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new JsonParseException("is not base64: " + e.getMessage(), e);
        }
    }

    private static char character(String text) {
        if (text.length() != 1) {
            throw new JsonParseException("is not one character");
        }
        return text.charAt(0);
    }

    private static void requireFields(JsonObject given, Class<?> type) {
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                SerializedName named = field.getAnnotation(SerializedName.class);
                String name = named == null ? field.getName() : named.value();
                if (field.isAnnotationPresent(Required.class) && !given.has(name)) {
                    throw new JsonParseException("the field '" + name + "' is missing");
                }
            }
        }
    }
}
