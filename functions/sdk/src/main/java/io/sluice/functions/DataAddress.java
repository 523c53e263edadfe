package io.sluice.functions;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where a file is.
 *
 * @param text as the author or the caller spelt it
 * @param path where the runtime has it, percent-encoded
 */
record DataAddress(String text, String path) {

    private static final String SCHEME = "data://";

    /** @throws DataFailure when it can't be the address of a file; the runtime knows more */
    static DataAddress of(String text) {
        if (!text.startsWith(SCHEME)) {
            throw DataFailure.noAddress(text);
        }
        String[] names = text.substring(SCHEME.length()).split("/", -1);
        if (names.length < 2 || Arrays.stream(names).anyMatch(String::isEmpty)) {
            throw DataFailure.noAddress(text);
        }
        return new DataAddress(
                text, Arrays.stream(names).map(DataAddress::encoded).collect(Collectors.joining("/", "/v1/data/", "")));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
