package io.sluice.cli.command;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.cli.console.Json;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** The input of a call: bytes, and what they are. */
record Input(ContentType type, byte[] bytes) {

    /** Reads the input that the options name. */
    static Input of(DataOptions options, InputStream in) {
        String data = options.data == null ? "null" : options.data;
        byte[] bytes = bytes(data, in);
        DataOptions.As as = options.as;
        if (as != null) {
            return new Input(as.json ? ContentType.JSON : as.text ? ContentType.TEXT : ContentType.BINARY, bytes);
        }
        return new Input(guess(data, bytes), bytes);
    }

    /** What bytes probably are, by the name of their file or by themselves. */
    static ContentType guess(String data, byte[] bytes) {
        String lower = data.toLowerCase(Locale.ROOT);
        if (lower.startsWith("@") && lower.endsWith(".json")) {
            return ContentType.JSON;
        }
        if (lower.startsWith("@") && lower.endsWith(".txt")) {
            return ContentType.TEXT;
        }
        if (isJson(bytes)) {
            return ContentType.JSON;
        }
        return isText(bytes) ? ContentType.TEXT : ContentType.BINARY;
    }

    private static byte[] bytes(String data, InputStream in) {
        try {
            if (data.equals("-") || data.equals("@-")) {
                return in.readAllBytes();
            }
            return data.startsWith("@")
                    ? Files.readAllBytes(Path.of(data.substring(1)))
                    : data.getBytes(StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "--data: there is no file " + data.substring(1), e);
        } catch (IOException e) {
            throw new CliFailure(
                    ExitCode.NOT_FOUND, "--data: cannot read " + data.substring(1) + ": " + e.getMessage(), e);
        }
    }

    /** Whether the bytes are one value of JSON; read token by token, so that size does not matter. */
    private static boolean isJson(byte[] bytes) {
        try (JsonParser parser = Json.MAPPER.createParser(bytes)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            JsonToken after = parser.nextToken();
            return after == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isText(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .chars()
                    .noneMatch(c -> c == 0);
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
