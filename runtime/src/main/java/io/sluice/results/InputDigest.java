package io.sluice.results;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a call's input. */
record InputDigest(long first, long second, long third, long fourth) {

    /** Cloned for each use, which costs half of a look-up among the providers. */
    private static final MessageDigest SHA_256 = sha256();

    static InputDigest of(Buffer input) {
        try {
            MessageDigest sha = (MessageDigest) SHA_256.clone();
            sha.update(input.getByteBuf().nioBuffer());
            ByteBuffer digest = ByteBuffer.wrap(sha.digest());
            return new InputDigest(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }
}
