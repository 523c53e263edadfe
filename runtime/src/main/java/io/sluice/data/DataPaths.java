package io.sluice.data;

import io.sluice.contract.FunctionName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads paths as clients write them. */
public final class DataPaths {

    static final String SCHEME = "data://";
    static final String SESSION = ".session";
    static final String ALGO = ".algo";
    private static final String MY = ".my";

    private static final Pattern ANY_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):/+(.*)");

    private DataPaths() {}

    /**
     * The path at the end of a request's address.
     *
     * @param encoded as it came, percent-encoded. Some clients encode it as forms are: slashes come as {@code %2F} then, and
     *     spaces as {@code +}; in all others a {@code +} is one
     * @throws DataFailure.Invalid when it is none, naming what is wrong
     * @throws DataFailure.NotFound when it is in a store that is not here
     */
    public static DataPath parse(String encoded, Viewpoint viewpoint) {
        List<String> parts = parts(encoded);
        if (parts.isEmpty()) {
            return new DataPath.Root();
        }
        return switch (parts.getFirst()) {
            case SESSION -> in(session(viewpoint), parts, 1);
            case ALGO -> ofFunction(parts, viewpoint);
            case MY -> hosted(viewpoint.user(), parts);
            default -> hosted(parts.getFirst(), parts);
        };
    }

    /** Whether the same path is another one for another caller. */
    public static boolean isCallersOwn(String encoded) {
        List<String> parts = parts(encoded);
        return parts.isEmpty() || parts.getFirst().startsWith(".");
    }

    private static List<String> parts(String encoded) {
        boolean form = encoded.toLowerCase(Locale.ROOT).contains("%2f");
        String text = decode(form ? encoded.replace('+', ' ') : encoded);
        return Arrays.stream(withoutScheme(text).split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String withoutScheme(String text) {
        Matcher scheme = ANY_SCHEME.matcher(text.replaceFirst("^/+", ""));
        if (!scheme.matches()) {
            return text;
        }
        if (!scheme.group(1).equalsIgnoreCase("data")) {
            throw new DataFailure.NotFound(
                    "no store '" + scheme.group(1) + "' is connected here; use data://owner/collection/file");
        }
        return scheme.group(2);
    }

    private static DataPath hosted(String account, List<String> parts) {
        DataPath.Owner owner = new DataPath.Owner(account);
        return parts.size() == 1 ? owner : in(new DataPath.Hosted(owner, parts.get(1)), parts, 2);
    }

    private static DataPath.Session session(Viewpoint viewpoint) {
        String session = viewpoint.session();
        if (session == null) {
            throw new DataFailure.Invalid(
                    ".session is what the functions of one call share: it is there inside of calls only");
        }
        return new DataPath.Session(session);
    }

    private static DataPath ofFunction(List<String> parts, Viewpoint viewpoint) {
        DataPath.@Nullable Life own = parts.size() < 2 ? null : life(parts.get(1));
        if (own != null) {
            FunctionName function = viewpoint.function();
            if (function == null) {
                throw new DataFailure.Invalid(".algo/" + own.word()
                        + " is that of the function in which it is used; from outside write .algo/owner/name/"
                        + own.word());
            }
            return in(collection(function, own, viewpoint), parts, 2);
        }
        DataPath.@Nullable Life life = parts.size() < 4 ? null : life(parts.get(3));
        if (life == null) {
            throw new DataFailure.Invalid(
                    "a path in .algo is .algo/temp/file or .algo/perm/file, or .algo/owner/name/temp/file from outside");
        }
        return in(collection(function(parts), life, viewpoint), parts, 4);
    }

    private static FunctionName function(List<String> parts) {
        try {
            return new FunctionName(parts.get(1), parts.get(2));
        } catch (IllegalArgumentException e) {
            throw new DataFailure.Invalid(e.getMessage() == null ? "not a function" : clean(e.getMessage()));
        }
    }

    private static DataPath.@Nullable Life life(String word) {
        for (DataPath.Life life : DataPath.Life.values()) {
            if (life.word().equals(word)) {
                return life;
            }
        }
        return null;
    }

    private static DataPath.OfFunction collection(FunctionName function, DataPath.Life life, Viewpoint viewpoint) {
        return new DataPath.OfFunction(function.owner(), function.name(), life, viewpoint.user());
    }

    /** The collection itself, or the file in it, after so many parts that name the collection. */
    private static DataPath in(DataPath.Collection collection, List<String> parts, int used) {
        if (parts.size() > used + 1) {
            throw new DataFailure.Invalid(
                    "there are no folders in collections: the path is owner/collection/file, was '"
                            + clean(String.join("/", parts)) + "'");
        }
        return parts.size() == used ? collection : collection.file(parts.get(used));
    }

    private static String decode(String encoded) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.put(octet(encoded, i));
                i += 2;
            } else {
                // A request line is read as Latin 1: what is not ASCII in it is a byte of UTF-8 that a client did not
                // encode.
                bytes.put((byte) c);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new DataFailure.Invalid("a path is UTF-8, percent-encoded; was '" + clean(encoded) + "'");
        }
    }

    private static byte octet(String encoded, int at) {
        try {
            return (byte) HexFormat.fromHexDigits(encoded, at + 1, at + 3);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DataFailure.Invalid(
                    "a '%' in a path is followed by two hex digits; was '" + clean(encoded) + "'");
        }
    }

    static String clean(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 300 ? line : line.substring(0, 300) + "...";
    }
}
