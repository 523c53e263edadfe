package io.sluice.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How git says who is calling: by a password, which is the key; the user's name does not matter. Elsewhere that is not
 * taken, since browsers would send it by themselves.
 */
final class GitLogin {

    private static final String PREFIX = "/git/";
    private static final String BASIC = "basic ";

    private GitLogin() {}

    static boolean isFor(String path) {
        return path.startsWith(PREFIX);
    }

    /** The header's password, or the header as it is where it is no login. */
    static String key(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return header;
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String login = new String(decoded, StandardCharsets.UTF_8);
            return login.substring(login.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
