package io.sluice.integration;

import java.io.InputStream;
import java.util.zip.CRC32;

/** Bytes that are nowhere all at once, and their checksum as far as they have been read. For one thread. */
final class LargeBody extends InputStream {

    private static final int PIECE = 1 << 16;

    private final CRC32 checksum = new CRC32();
    private final int turned;
    private long left;

    LargeBody(long size) {
        this(size, 0);
    }

    private LargeBody(long size, int turned) {
        this.left = size;
        this.turned = turned;
    }

    /** The same bytes with all bits turned. */
    static LargeBody inverted(long size) {
        return new LargeBody(size, 0xFF);
    }

    long checksum() {
        return checksum.getValue();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        int count = (int) Math.min(Math.min(length, PIECE), left);
        for (int i = 0; i < count; i++) {
            into[offset + i] = (byte) (left - i ^ left - i >> 11 ^ turned);
        }
        checksum.update(into, offset, count);
        left -= count;
        return count;
    }
}
