package io.sluice.spool;

import io.sluice.data.DataPath;
import io.sluice.data.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A payload on its way into the spool; closed without being kept, it leaves nothing. Blocks; for one thread at a time. */
final class Intake implements AutoCloseable {

    private final Spool spool;
    private final DataPath.File file;
    private final Upload upload;
    private long length;
    private boolean kept;

    Intake(Spool spool, DataPath.File file, Upload upload) {
        this.spool = spool;
        this.file = file;
        this.upload = upload;
    }

    /**
     * Takes all bytes that remain; does not keep the buffer.
     *
     * @throws SpoolFailure when there are more than there may be
     */
    void write(ByteBuffer bytes) throws IOException {
        long more = bytes.remaining();
        spool.take(more, length + more);
        length += more;
        upload.write(bytes);
    }

    /** All is here: whoever gets it holds it. */
    SpooledFile keep() throws IOException {
        upload.commit();
        kept = true;
        return new SpooledFile(spool, file, length);
    }

    @Override
    public void close() {
        upload.close();
        if (!kept) {
            spool.giveBack(length);
        }
    }
}
