package io.sluice.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What the gateway needs of JSON where it must not build trees: is it well-formed, and a text as a JSON string. */
public final class JsonText {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonText() {}

    /** What is wrong with the text as one JSON value, with line and column; empty when nothing is. */
    public static Optional<String> problem(Buffer text) {
        ByteBuf bytes = text.getByteBuf();
        return bytes.hasArray()
                ? problem(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes())
                : problem(text.getBytes(), 0, text.length());
    }

    private static Optional<String> problem(byte[] text, int from, int length) {
        return JsonGlance.isValue(text, from, from + length) ? Optional.empty() : parserProblem(text, from, length);
    }

    static Optional<String> parserProblem(byte[] text, int from, int length) {
        try (JsonParser parser = JSON.createParser(text, from, length)) {
            if (parser.nextToken() == null) {
                return Optional.of("no value, the body is empty");
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null
                    ? Optional.empty()
                    : Optional.of("more after the first value at "
                            + parser.currentTokenLocation().offsetDescription());
        } catch (JsonProcessingException e) {
            return Optional.of(e.getOriginalMessage() + " at " + e.getLocation().offsetDescription());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text as a JSON string, quotes included, in UTF-8. */
    public static byte[] quoted(String text) {
        byte[] inner = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] quoted = new byte[inner.length + 2];
        quoted[0] = '"';
        System.arraycopy(inner, 0, quoted, 1, inner.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }
}
