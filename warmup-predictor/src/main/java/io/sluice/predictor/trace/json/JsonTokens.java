package io.sluice.predictor.trace.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.TraceFile;
import io.sluice.predictor.trace.source.TraceFormatException;
import io.sluice.predictor.trace.source.TraceFormatException.Place;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of a file of JSON, one or several, one after the other. For one thread. */
public final class JsonTokens implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();

    private final TraceFile file;
    private final JsonParser parser;
    private String field = "";

    private JsonTokens(TraceFile file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** What reads the value of one field of an object; the value is the current token. */
    public interface FieldReader {

        /** Reads or {@linkplain #skip skips} the value. */
        void read(String name) throws IOException;
    }

    /** What reads one element of an array, which is the current token. */
    public interface ElementReader {

        /** Reads or {@linkplain #skip skips} the element. */
        void read() throws IOException;
    }

    /** Opens a file. */
    public static JsonTokens open(Path path, ReadSettings settings) throws IOException {
        TraceFile file = new TraceFile(path);
        InputStream in = file.open(settings.bytesRead());
        try {
            return new JsonTokens(file, JSON.createParser(in));
        } catch (IOException e) {
            in.close();
            throw file.failure(1, e);
        }
    }

    /** Goes on to the next value that stands by itself; false at the end of the file. */
    public boolean next() throws IOException {
        return advance() != null;
    }

    private @Nullable JsonToken advance() throws IOException {
        return parsed(parser::nextToken);
    }

    /** Something that the parser reads. */
    private interface Step<T extends @Nullable Object> {
        T read() throws IOException;
    }

    /** Tells where the file is wrong when the parser can't go on. */
    private <T extends @Nullable Object> T parsed(Step<T> step) throws IOException {
        try {
            return step.read();
        } catch (JsonProcessingException e) {
            throw new TraceFormatException(
                    place(e.getLocation()), "JSON", TraceFormatException.quoted(e.getOriginalMessage()), e);
        } catch (CharConversionException e) {
            throw new TraceFormatException(
                    place(), "UTF-8", TraceFormatException.quoted(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw file.failure(parser.currentLocation().getLineNr(), e);
        }
    }

    /** Reads the fields of the object that the current value must be. */
    public void object(FieldReader reader) throws IOException {
        require(JsonToken.START_OBJECT, "an object");
        while (advance() == JsonToken.FIELD_NAME) {
            String name = Objects.requireNonNull(parser.currentName());
            advance();
            field = name;
            reader.read(name);
        }
    }

    /** Reads the elements of the array that the current value must be. */
    public void array(ElementReader reader) throws IOException {
        require(JsonToken.START_ARRAY, "an array");
        String name = field;
        while (advance() != JsonToken.END_ARRAY) {
            field = name;
            reader.read();
        }
    }

    private void require(JsonToken token, String what) throws IOException {
        if (!parser.hasToken(token)) {
            throw wrong(what);
        }
    }

    /** Leaves the current value out. */
    public void skip() throws IOException {
        int depth = 0;
        do {
            if (parser.currentToken().isStructStart()) {
                depth++;
            } else if (parser.currentToken().isStructEnd()) {
                depth--;
            }
        } while (depth > 0 && advance() != null);
    }

    /** The text that the current value must be. */
    public String text() throws IOException {
        require(JsonToken.VALUE_STRING, "a text");
        return scalar();
    }

    /** The text that the current value must be, or null. */
    public @Nullable String textOrNull() throws IOException {
        return parser.hasToken(JsonToken.VALUE_NULL) ? null : text();
    }

    /** The whole number that the current value must be, as a number or, as OTLP writes 64 bits, as a text. */
    public long whole(long least, long most) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT) && !parser.hasToken(JsonToken.VALUE_STRING)) {
            throw wrong("a whole number");
        }
        String text = scalar();
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new TraceFormatException(place(), "a whole number", TraceFormatException.quoted(text), e);
        }
        throw new TraceFormatException(
                place(), "a whole number from " + least + " to " + most, TraceFormatException.quoted(text));
    }

    private String scalar() throws IOException {
        return parsed(parser::getText);
    }

    /** What to throw when the current value is not what it should be. */
    public TraceFormatException wrong(String expected) throws IOException {
        JsonToken token = parser.currentToken();
        String found = token == null || token.isStructStart() || token.isStructEnd()
                ? describe(token)
                : TraceFormatException.quoted(scalar());
        return new TraceFormatException(place(), expected, found);
    }

    private static String describe(@Nullable JsonToken token) {
        return token == JsonToken.START_OBJECT
                ? "an object"
                : token == JsonToken.START_ARRAY ? "an array" : token == null ? "the end of the file" : "nothing";
    }

    /** What to throw when the object that was just read has no such field. */
    public TraceFormatException missing(String name) {
        JsonLocation at = parser.currentTokenLocation();
        return new TraceFormatException(
                new Place(file.name(), Math.max(1, at.getLineNr()), Math.max(0, at.getColumnNr()), name),
                "an object with the field '" + name + "'",
                "one without");
    }

    /** Where the current value is, with the name of its field. */
    public Place place() {
        return place(parser.currentTokenLocation());
    }

    private Place place(@Nullable JsonLocation at) {
        int line = at == null ? 1 : Math.max(1, at.getLineNr());
        int column = at == null ? 0 : Math.max(0, at.getColumnNr());
        return new Place(file.name(), line, column, field.isEmpty() ? null : field);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
