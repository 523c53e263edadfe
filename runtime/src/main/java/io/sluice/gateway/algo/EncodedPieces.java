package io.sluice.gateway.algo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.contract.ContentType;
import io.sluice.gateway.JsonText;
import io.sluice.spool.Pieces;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bytes or text as the value of a JSON document around it, piece by piece. For one thread. */
final class EncodedPieces implements Pieces {

    private final Pieces bytes;
    private final Encoder encoder;
    private final Buffer after;
    private @Nullable Buffer before;
    private boolean over;

    /** Makes the inside of a JSON string of bytes as they come. */
    private sealed interface Encoder {

        /** What can be written once these have come; {@code last}: none come any more. */
        byte[] encode(byte[] more, boolean last);
    }

    /** Of bytes that make no group of three, the rest waits for what comes next. */
    private static final class Base64Encoder implements Encoder {

        private byte[] rest = {};

        @Override
        public byte[] encode(byte[] more, boolean last) {
            byte[] all = concat(rest, more);
            int whole = last ? all.length : all.length - all.length % 3;
            rest = Arrays.copyOfRange(all, whole, all.length);
            return Base64.getEncoder().encode(Arrays.copyOf(all, whole));
        }
    }

    /** Of a character that is not all there, the bytes wait for what comes next; what is not UTF-8 becomes U+FFFD. */
    private static final class TextEncoder implements Encoder {

        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = {};

        @Override
        public byte[] encode(byte[] more, boolean last) {
            ByteBuffer all = ByteBuffer.wrap(concat(rest, more));
            CharBuffer chars = CharBuffer.allocate(all.remaining() + 1);
            decoder.decode(all, chars, last);
            rest = new byte[all.remaining()];
            all.get(rest);
            byte[] quoted = JsonText.quoted(chars.flip().toString());
            return Arrays.copyOfRange(quoted, 1, quoted.length - 1);
        }
    }

    /**
     * @param before what comes first, up to the value
     * @param after what follows it
     */
    EncodedPieces(ContentType type, Pieces bytes, Buffer before, Buffer after) {
        this.bytes = bytes;
        this.encoder = type == ContentType.TEXT ? new TextEncoder() : new Base64Encoder();
        this.before = before.copy().appendByte((byte) '"');
        this.after = Buffer.buffer("\"").appendBuffer(after);
    }

    @Override
    public @Nullable ByteBuf next() throws IOException {
        Buffer first = before;
        if (first != null) {
            before = null;
            return first.getByteBuf();
        }
        if (over) {
            return null;
        }
        ByteBuf piece = bytes.next();
        if (piece == null) {
            over = true;
            return Unpooled.wrappedBuffer(concat(encoder.encode(new byte[0], true), after.getBytes()));
        }
        byte[] some = new byte[piece.readableBytes()];
        piece.readBytes(some).release();
        return Unpooled.wrappedBuffer(encoder.encode(some, false));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
