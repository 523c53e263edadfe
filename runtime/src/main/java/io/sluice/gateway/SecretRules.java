package io.sluice.gateway;

import java.util.regex.Pattern;

/** What a function's secret may be called and hold. */
public final class SecretRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final int MOST_CHARACTERS = 1 << 16;

    private SecretRules() {}

    /**
     * Lets a secret pass.
     *
     * @throws BadRequest when it is none; the value is not in its message
     */
    public static void require(String name, String value) {
        boolean ours = name.startsWith("SLUICE_") || name.equals("PORT") || name.equals("ALGORITHMIA_API");
        if (ours || !NAME.matcher(name).matches()) {
            throw new BadRequest(
                    400,
                    ErrorReply.INVALID_INPUT,
                    "a secret is called like an environment variable, and not SLUICE_*, PORT or ALGORITHMIA_API, was '"
                            + name + "'");
        }
        if (value.length() > MOST_CHARACTERS || value.indexOf('\0') >= 0) {
            throw new BadRequest(
                    400,
                    ErrorReply.INVALID_INPUT,
                    "a secret is text of at most " + MOST_CHARACTERS + " characters without NUL, had "
                            + value.length());
        }
    }
}
