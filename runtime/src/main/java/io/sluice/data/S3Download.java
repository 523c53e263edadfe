package io.sluice.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A file that comes out of a bucket. It was opened as a whole, so that it stays what it was when it is replaced meanwhile. */
final class S3Download implements Download {

    private final S3Bucket bucket;
    private final String key;
    private final StoredFile file;
    private ResponseInputStream<GetObjectResponse> bytes;

    S3Download(S3Bucket bucket, String key, String name, ResponseInputStream<GetObjectResponse> bytes) {
        this.bucket = bucket;
        this.key = key;
        this.bytes = bytes;
        this.file = S3Bucket.found(key, bytes.response()).as(name);
    }

    @Override
    public StoredFile file() {
        return file;
    }

    @Override
    public ReadableByteChannel bytes(long offset, long length) throws IOException {
        if (offset > 0 && length > 0) {
            Optional<ResponseInputStream<GetObjectResponse>> piece = bucket.open(key, file.tag(), offset, length);
            if (piece.isPresent()) {
                bytes.abort();
                bytes = piece.get();
            } else {
                bytes.skipNBytes(offset);
            }
        }
        return Channels.newChannel(new Piece(bytes, length));
    }

    /** Does not wait for the rest of a file that nobody wants. */
    @Override
    public void close() {
        bytes.abort();
    }

    private final class Piece extends FilterInputStream {

        private long left;

        Piece(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = super.read(into, from, (int) Math.min(left, length));
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public void close() {
            S3Download.this.close();
        }
    }
}
