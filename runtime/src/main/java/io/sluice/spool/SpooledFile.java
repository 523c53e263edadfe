package io.sluice.spool;

import io.sluice.data.DataPath;
import io.sluice.data.Download;
import java.io.IOException;

/**
 * A payload in the spool. It is there until everybody who holds it has let go; whoever took it in holds it first. Safe for use by
 * many threads.
 */
public final class SpooledFile {

    private final Spool spool;
    private final DataPath.File file;
    private final long length;
    private int holders = 1;

    SpooledFile(Spool spool, DataPath.File file, long length) {
        this.spool = spool;
        this.file = file;
        this.length = length;
    }

    /** What it is called where it may be got; not to be guessed. */
    public String reference() {
        return file.name();
    }

    /** How many bytes it has. */
    public long length() {
        return length;
    }

    /**
     * Opens it for reading. Blocks.
     *
     * @throws SpoolFailure.Gone when it is not there
     */
    public Download open() throws IOException {
        return spool.store().open(file).orElseThrow(() -> new SpoolFailure.Gone(length));
    }

    /** One more holds it; false when nobody did any more. */
    public synchronized boolean hold() {
        if (holders == 0) {
            return false;
        }
        holders++;
        return true;
    }

    /** One lets go: the last has it deleted, in the background. */
    public void letGo() {
        if (isLast()) {
            spool.delete(file, length);
        }
    }

    private synchronized boolean isLast() {
        holders--;
        return holders == 0;
    }
}
