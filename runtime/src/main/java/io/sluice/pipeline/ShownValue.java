package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.io.IOException;
import java.io.Writer;

/** The beginning of a value, as JSON; however large the value is, no more of it is written than that. */
final class ShownValue {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 1024;

    private ShownValue() {}

    static String of(JsonNode value) {
        if (value instanceof SpooledNode spooled) {
            return spooled.asText();
        }
        if (value instanceof BinaryNode binary) {
            return "(" + binary.binaryValue().length + " bytes)";
        }
        if (value.isTextual() && value.textValue().length() > MOST) {
            return "\"" + value.textValue().substring(0, MOST) + "...";
        }
        Beginning beginning = new Beginning();
        try {
            JSON.writeValue(beginning, value);
            return beginning.text.toString();
        } catch (IOException e) {
            return beginning.text + "...";
        }
    }

    /** Takes so much, and fails at more. */
    private static final class Beginning extends Writer {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] from, int offset, int length) throws IOException {
            int room = Math.min(length, MOST - text.length());
            text.append(from, offset, room);
            if (room < length) {
                throw new IOException("full");
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
