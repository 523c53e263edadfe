package io.sluice.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What came back for a request. */
record Reply(HttpResponse<byte[]> response) {

    private static final ObjectMapper JSON = new ObjectMapper();

    int status() {
        return response.statusCode();
    }

    byte[] bytes() {
        return response.body();
    }

    String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The header's value, or an empty text. */
    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON, status " + status() + ": " + text(), e);
        }
    }

    /** The body as a record of the management API. */
    <T> T as(Class<T> type) {
        try {
            return JSON.readValue(response.body(), type);
        } catch (IOException e) {
            throw new UncheckedIOException("not a " + type.getSimpleName() + ", status " + status() + ": " + text(), e);
        }
    }

    /** The body as a list of records of the management API. */
    <T> List<T> listOf(Class<T> type) {
        try {
            return JSON.readValue(response.body(), JSON.getTypeFactory().constructCollectionType(List.class, type));
        } catch (IOException e) {
            throw new UncheckedIOException("not a list, status " + status() + ": " + text(), e);
        }
    }

    /** A call's result. */
    JsonNode result() {
        return json().path("result");
    }

    /** A call's metadata. */
    JsonNode metadata() {
        return json().path("metadata");
    }

    /** The message of an error, the platform's or the function's. */
    String message() {
        return json().path("error").path("message").asText();
    }

    /** What kind of error a function's is. */
    String errorType() {
        return json().path("error").path("error_type").asText();
    }

    /** The number by which clients know a platform error. */
    int code() {
        return json().path("error").path("code").asInt();
    }

    @Override
    public String toString() {
        return status() + " " + text();
    }
}
