package io.sluice.data;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.regex.Pattern;

/** What collections and files may be called, and in which order they are listed. */
public final class DataName {

    /** The order of lists: by the bytes of UTF-8, which is that of code points, as in S3. */
    public static final Comparator<String> ORDER = DataName::compare;

    private static final int MOST_BYTES = 250;
    private static final Pattern ACCOUNT = Pattern.compile(FunctionName.PART);

    private DataName() {}

    /**
     * Refuses what can't be a name.
     *
     * @param what is to have it, with its article
     * @throws DataFailure.Invalid naming the rule
     */
    static void require(String what, String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new DataFailure.Invalid(
                    "the name of " + what + " must not be empty, '.' or '..', was '" + name + "'");
        }
        if (name.chars().anyMatch(c -> c == '/' || Character.isISOControl(c))) {
            throw new DataFailure.Invalid("the name of " + what + " has no '/' and no control characters, was '"
                    + DataPaths.clean(name) + "'");
        }
        if (bytes(what, name) > MOST_BYTES || StoredName.of(name).length() > StoredName.MOST) {
            throw new DataFailure.Invalid("the name of " + what + " has at most " + MOST_BYTES
                    + " bytes, and " + StoredName.SURELY
                    + " where it is not made of letters, digits, '.', '_' and '-' only; was '"
                    + DataPaths.clean(name) + "'");
        }
    }

    /**
     * The spelling that equal names of an account share.
     *
     * @throws DataFailure.Invalid when no account has such a name: nobody in particular owns nothing
     */
    static String account(String name) {
        if (!ACCOUNT.matcher(name).matches()) {
            throw new DataFailure.Invalid(
                    "a path begins with an account, .my, .session or .algo; '" + DataPaths.clean(name) + "' is none");
        }
        return Caller.key(name);
    }

    private static int bytes(String what, String name) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
            return bytes.remaining();
        } catch (CharacterCodingException e) {
            throw new DataFailure.Invalid("the name of " + what + " must be Unicode text, has half a character in it");
        }
    }

    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // Surrogates stand for code points above all others, but are not the last of the chars.
                boolean aHigh = Character.isSurrogate(a);
                boolean bHigh = Character.isSurrogate(b);
                return aHigh == bHigh ? Character.compare(a, b) : Boolean.compare(aHigh, bHigh);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
