package io.sluice.functions;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files that live as long as this object. Local files are read and written on the thread that asks. Thread-safe. */
final class InMemoryData implements Data {

    private static final int NOT_FOUND = 404;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    @Override
    public DataFile file(String address) {
        return new InMemoryFile(DataAddress.of(address));
    }

    private final class InMemoryFile implements DataFile {

        private final DataAddress address;

        InMemoryFile(DataAddress address) {
            this.address = address;
        }

        @Override
        public String address() {
            return address.text();
        }

        @Override
        public Uni<byte[]> get() {
            return done(this::bytes);
        }

        @Override
        public Uni<Path> get(Path local) {
            return done(() -> Files.write(local, bytes()));
        }

        @Override
        public Uni<Void> put(byte[] bytes) {
            return done(() -> set(bytes.clone())).replaceWithVoid();
        }

        @Override
        public Uni<Void> put(Path local) {
            return done(() -> set(Files.readAllBytes(local))).replaceWithVoid();
        }

        @Override
        public Uni<Boolean> exists() {
            return done(() -> files.containsKey(address.path()));
        }

        @Override
        public Uni<Void> delete() {
            return get().invoke(bytes -> files.remove(address.path())).replaceWithVoid();
        }

        private String set(byte[] bytes) {
            files.put(address.path(), bytes);
            return address.path();
        }

        private byte[] bytes() {
            byte[] bytes = files.get(address.path());
            if (bytes == null) {
                throw DataFailure.refused(address.text(), NOT_FOUND, "there is no such file");
            }
            return bytes.clone();
        }

        private <T> Uni<T> done(Work<T> work) {
            return Uni.createFrom().item(() -> {
                try {
                    return work.run();
                } catch (IOException broken) {
                    throw DataFailure.broken(address.text(), broken);
                }
            });
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }
}
