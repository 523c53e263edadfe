package io.sluice.functions;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cloudevents.CloudEvent;
import io.sluice.contract.Failure;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the value that a function declares of a call's input; an {@code InputError} tells why it cannot. */
@FunctionalInterface
interface InputReader {

    /** @throws AlgorithmException an {@code InputError} when the input is not what the function takes */
    @Nullable
    Object read(Call call, byte[] input);

    /** The reader for a function's declared parameter type; null for a function without one. */
    static InputReader of(@Nullable Type type, ObjectMapper mapper) {
        if (type == null) {
            return (call, input) -> null;
        } else if (type == byte[].class) {
            return (call, input) -> input;
        } else if (type == CloudEvent.class) {
            return CloudEvents::read;
        }
        boolean primitive = type instanceof Class<?> known && known.isPrimitive();
        return new Typed(
                type == String.class, primitive, simpleName(type), mapper.readerFor(mapper.constructType(type)));
    }

    private static String simpleName(Type type) {
        return type.getTypeName().replaceAll("(?:[a-z_][\\w]*\\.)+", "").replace('$', '.');
    }

    /**
     * Text and everything that JSON can be.
     *
     * @param text whether the parameter is a string, which takes text as it is
     * @param primitive whether it cannot be null
     * @param type the declared type, as an error names it
     */
    record Typed(boolean text, boolean primitive, String type, ObjectReader reader) implements InputReader {

        private static final int MAX_CAUSES = 100;

        @Override
        public @Nullable Object read(Call call, byte[] input) {
            try {
                return switch (call.contentType()) {
                    case TEXT -> text ? utf8(input) : reader.readValue(new TextNode(utf8(input)));
                    case JSON, VOID -> input.length == 0 ? nothing(call) : json(input);
                    case BINARY -> throw error("got bytes (application/octet-stream)");
                    case null ->
                        throw error("content type '" + call.mediaType() + "' is not carried"
                                + " (application/json, text/plain and application/octet-stream are)");
                };
            } catch (JsonProcessingException unfit) {
                throw worded(unfit).orElseGet(() -> error(reason(unfit)));
            } catch (IOException broken) {
                throw error(broken.toString());
            }
        }

        /** An event may come without data, which is null; a call without input is a mistake. */
        private @Nullable Object nothing(Call call) {
            if (primitive || !call.isEvent()) {
                throw error("got nothing (null would be JSON's 'null')");
            }
            return null;
        }

        private @Nullable Object json(byte[] input) throws IOException {
            Object value = reader.readValue(input);
            if (value == null && primitive) {
                throw error("got null");
            }
            return value;
        }

        private String utf8(byte[] input) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(input))
                        .toString();
            } catch (CharacterCodingException notText) {
                throw error("the text is not UTF-8");
            }
        }

        private AlgorithmException error(String reason) {
            return new AlgorithmException("the input must be " + type + ": " + reason, Failure.INPUT_ERROR);
        }

        /** What the parameter's own type says of the input: Jackson wraps what a creator or a setter throws. */
        private static Optional<AlgorithmException> worded(JsonProcessingException unfit) {
            return Stream.<Throwable>iterate(unfit, Objects::nonNull, Throwable::getCause)
                    .limit(MAX_CAUSES)
                    .filter(AlgorithmException.class::isInstance)
                    .map(AlgorithmException.class::cast)
                    .findFirst();
        }

        private static String reason(JsonProcessingException unfit) {
            return withoutSource(unfit.getOriginalMessage()) + path(unfit) + position(unfit.getLocation());
        }

        /** Jackson quotes its source, which says nothing here; the position is told beside. */
        private static String withoutSource(String message) {
            return message.replaceAll(" ?\\(start marker at .*\\)", "").replaceAll("\\[Source: [^;]*; ", "[");
        }

        private static String path(JsonProcessingException unfit) {
            if (!(unfit instanceof JsonMappingException mapping)
                    || mapping.getPath().isEmpty()) {
                return "";
            }
            return mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining(".", ", at ", ""))
                    .replace(".[", "[");
        }

        private static String position(@Nullable JsonLocation at) {
            if (at == null || at.getLineNr() <= 0) {
                return "";
            }
            return ", line " + at.getLineNr() + " column " + at.getColumnNr();
        }
    }
}
