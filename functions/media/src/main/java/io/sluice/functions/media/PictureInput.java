package io.sluice.functions.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.functions.AlgorithmException;
import io.sluice.functions.Data;
import io.sluice.functions.FunctionContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The pictures that a function is called with: one as bytes, or addresses of one ({@code image}) or several
 * ({@code images}) among its options. A text is the address of one. Blocks while it reads.
 */
public final class PictureInput {

    /** The most pictures of one call. */
    public static final int MOST = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ONE = "image";
    private static final String SEVERAL = "images";

    private final Data data;
    private final Options options;
    private final List<String> addresses;
    private final byte[] body;

    private PictureInput(Data data, Options options, List<String> addresses, byte[] body) {
        this.data = data;
        this.options = options;
        this.addresses = addresses;
        this.body = body;
    }

    /**
     * Reads what the function is called with.
     *
     * @param known the names of the function's own options
     * @throws AlgorithmException an {@code InputError} when it has another form
     */
    public static PictureInput of(byte[] input, FunctionContext call, Data data, Set<String> known) {
        String type = call.headers().getOrDefault("content-type", "");
        if (type.startsWith("application/octet-stream") || type.startsWith("image/")) {
            return new PictureInput(data, Options.none(), List.of(), input);
        }
        Options options = type.startsWith("text/") ? ofAddress(utf8(input)) : ofJson(input, known);
        return new PictureInput(data, options, addressesOf(options), new byte[0]);
    }

    private static String utf8(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    private static Options ofAddress(String address) {
        return Options.of(JSON.createObjectNode().put(ONE, address.strip()), Set.of(ONE));
    }

    private static Options ofJson(byte[] input, Set<String> known) {
        JsonNode json;
        try {
            json = JSON.readTree(input);
        } catch (IOException notJson) {
            throw InputErrors.of("the input must be a picture's bytes, or JSON: " + notJson.getMessage(), notJson);
        }
        if (json.isTextual()) {
            return ofAddress(json.textValue());
        }
        Set<String> all = new HashSet<>(known);
        all.addAll(List.of(ONE, SEVERAL));
        return Options.of(json, all);
    }

    private static List<String> addressesOf(Options options) {
        if (options.has(ONE) == options.has(SEVERAL)) {
            throw InputErrors.of("the input must have 'image', an address of data, or 'images', a list of them");
        }
        return options.has(ONE) ? List.of(options.required(ONE)) : options.texts(SEVERAL, MOST);
    }

    /** What came beside the pictures. */
    public Options options() {
        return options;
    }

    /** Whether one picture came as bytes, and the answer should be of that kind. */
    public boolean isBytes() {
        return addresses.isEmpty();
    }

    /** Whether a list came, and the answer should be one. */
    public boolean isList() {
        return options.has(SEVERAL);
    }

    /** How many pictures there are. */
    public int count() {
        return isBytes() ? 1 : addresses.size();
    }

    /** What errors call one of them. */
    public String name(int index) {
        return isBytes() ? "the input" : addresses.get(index);
    }

    /** One of them, read now. */
    byte[] picture(int index) {
        return isBytes() ? body : data.file(addresses.get(index)).await().get();
    }
}
