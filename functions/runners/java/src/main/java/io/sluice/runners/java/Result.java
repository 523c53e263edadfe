package io.sluice.runners.java;

import com.google.gson.JsonParseException;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** What a call is answered with: text, bytes, or JSON as text. */
record Result(ContentType type, byte[] payload) {

    /**
     * What a method returned.
     *
     * @param declared the type that it says to return, by which JSON is written; null where it is not known
     * @param isJson whether a text is JSON already
     */
    static Result of(@Nullable Object value, @Nullable Type declared, boolean isJson) throws AlgorithmFailure {
        return switch (value) {
            case String text
            when isJson -> new Result(ContentType.JSON, valid(text).getBytes(StandardCharsets.UTF_8));
            case String text -> new Result(ContentType.TEXT, text.getBytes(StandardCharsets.UTF_8));
            case byte[] bytes -> new Result(ContentType.BINARY, bytes);
            case File file -> new Result(ContentType.BINARY, contents(file));
            case null, default ->
                new Result(ContentType.JSON, json(value, declared).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static String json(@Nullable Object value, @Nullable Type declared) throws AlgorithmFailure {
        try {
            return Values.text(
                    declared == null || declared == void.class ? Values.json(value) : Values.json(value, declared));
        } catch (RuntimeException | StackOverflowError e) {
            throw new AlgorithmFailure("the result cannot be written as JSON: " + e, Failure.ALGORITHM_ERROR);
        }
    }

    private static String valid(String text) throws AlgorithmFailure {
        try {
            return Values.text(Values.parse(text));
        } catch (JsonParseException e) {
            throw new AlgorithmFailure(
                    "the result is marked @ReturnsJson and is not JSON: " + e.getMessage(), Failure.ALGORITHM_ERROR);
        }
    }

    /** A file that is returned was made for that, and is deleted. */
    private static byte[] contents(File file) throws AlgorithmFailure {
        try {
            byte[] bytes = Files.readAllBytes(file.toPath());
            Files.deleteIfExists(file.toPath());
            return bytes;
        } catch (IOException e) {
            throw new AlgorithmFailure("the file that was returned cannot be read: " + e, Failure.ALGORITHM_ERROR);
        }
    }
}
