package io.sluice.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Any name as the name of a file on disk, and back: ASCII, never hidden, and nothing in it that means something to a file
 * system. Bytes of UTF-8 other than letters, digits, {@code _}, {@code -} and dots within are written as {@code %41}; where that gets
 * too long, all of it as Base64.
 */
final class StoredName {

    /** The longest that file systems take is 255. */
    static final int MOST = 250;

    /** Names of so many bytes always fit. */
    static final int SURELY = 186;

    private static final String LONG = "=";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private StoredName() {}

    static String of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder stored = new StringBuilder(bytes.length);
        for (byte each : bytes) {
            if (isPlain(each) && !(each == '.' && stored.isEmpty())) {
                stored.append((char) each);
            } else {
                HEX.toHexDigits(stored.append('%'), each);
            }
        }
        return stored.length() <= MOST
                ? stored.toString()
                : LONG + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean isPlain(byte each) {
        return each >= 'a' && each <= 'z'
                || each >= 'A' && each <= 'Z'
                || each >= '0' && each <= '9'
                || each == '_'
                || each == '-'
                || each == '.';
    }

    /** The name, or null where the file on disk is none of ours. */
    static @Nullable String read(String stored) {
        try {
            String name = stored.startsWith(LONG) ? ofBase64(stored.substring(LONG.length())) : ofPercents(stored);
            return of(name).equals(stored) ? name : null;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }

    private static String ofBase64(String text) throws CharacterCodingException {
        return decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)));
    }

    private static String ofPercents(String stored) throws CharacterCodingException {
        ByteBuffer bytes = ByteBuffer.allocate(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            char c = stored.charAt(i);
            if (c == '%' && i + 2 < stored.length()) {
                bytes.put((byte) HexFormat.fromHexDigits(stored, i + 1, i + 3));
                i += 2;
            } else if (c < 0x80) {
                bytes.put((byte) c);
            } else {
                throw new IllegalArgumentException("not ASCII");
            }
        }
        return decode(bytes.flip());
    }

    private static String decode(ByteBuffer bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }
}
