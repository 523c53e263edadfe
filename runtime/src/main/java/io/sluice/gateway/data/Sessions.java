package io.sluice.gateway.data;

import io.sluice.data.DataFailure;
import io.sluice.data.DataPath;
import io.sluice.data.DataStore;
import io.sluice.data.StoredFile;
import io.sluice.data.Upload;
import io.sluice.router.RootCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jboss.logging.Logger;

/**
 * What the functions of a root call share. It goes when the call ends, and nothing comes into it after that: an upload that is under
 * way then is refused when it would be committed. Safe for use by many threads.
 */
final class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    private final DataStore store;
    private final String runtime;
    private final Map<String, Session> open = new ConcurrentHashMap<>();

    /** @param runtime tells the sessions of this runtime apart from those of all others */
    Sessions(DataStore store, String runtime) {
        this.store = store;
        this.runtime = runtime;
    }

    String id(RootCall root) {
        return runtime + root.number();
    }

    /** Begins an upload into the session of the call. */
    Upload upload(RootCall root, DataPath.File file) throws IOException {
        Session session = session(root);
        return session.whileOpen(() -> new SessionUpload(session, store.upload(file)));
    }

    private Session session(RootCall root) {
        String id = id(root);
        Session made = new Session(id);
        Session before = open.putIfAbsent(id, made);
        if (before != null) {
            return before;
        }
        root.onEnd(made::end);
        return made;
    }

    /** Something done on disk. */
    private interface Step<T> {
        T run() throws IOException;
    }

    private final class Session {

        private final String id;
        private final ReadWriteLock lock = new ReentrantReadWriteLock();
        private volatile boolean ended;

        Session(String id) {
            this.id = id;
        }

        <T> T whileOpen(Step<T> step) throws IOException {
            lock.readLock().lock();
            try {
                if (ended) {
                    throw new DataFailure.NotAllowed("the call that this session belongs to is over");
                }
                return step.run();
            } finally {
                lock.readLock().unlock();
            }
        }

        /** Returns at once, as it must on an event loop. */
        void end() {
            ended = true;
            open.remove(id);
            Thread.ofVirtual().name("sluice-session-end").start(this::delete);
        }

        private void delete() {
            lock.writeLock().lock();
            try {
                store.delete(new DataPath.Session(id), true);
            } catch (IOException | RuntimeException e) {
                LOG.warnf(e, "a session could not be deleted; the next start of the runtime does session=%s", id);
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    private record SessionUpload(Session session, Upload upload) implements Upload {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            upload.write(bytes);
        }

        @Override
        public StoredFile commit() throws IOException {
            return session.whileOpen(upload::commit);
        }

        @Override
        public void close() {
            upload.close();
        }
    }
}
