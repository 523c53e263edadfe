package io.sluice.cli.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A stream that tells how many bytes were read of it, as they are read. */
final class Counted extends FilterInputStream {

    private final LongConsumer listener;

    Counted(InputStream in, LongConsumer listener) {
        super(in);
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        told(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        told(read);
        return read;
    }

    private void told(int read) {
        if (read > 0) {
            listener.accept(read);
        }
    }
}
