package io.sluice.functions;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The runtime's data, on behalf of the call in progress. Thread-safe. */
final class RuntimeData implements Data {

    private final DataClient client;
    private final CallScope scope;

    RuntimeData(DataClient client, CallScope scope) {
        this.client = client;
        this.scope = scope;
    }

    /** For a function that was started by hand. */
    static Data ofNoRuntime() {
        return address -> {
            throw DataFailure.noRuntime(address);
        };
    }

    @Override
    public DataFile file(String address) {
        return new RuntimeFile(DataAddress.of(address), scope.find());
    }

    private final class RuntimeFile implements DataFile {

        private final DataAddress address;
        private final @Nullable Call namedIn;

        RuntimeFile(DataAddress address, @Nullable Call namedIn) {
            this.address = address;
            this.namedIn = namedIn;
        }

        @Override
        public String address() {
            return address.text();
        }

        @Override
        public Uni<byte[]> get() {
            return inCall(request -> client.bytes(request));
        }

        @Override
        public Uni<Path> get(Path local) {
            return inCall(request -> client.download(request, local));
        }

        @Override
        public Uni<Void> put(byte[] bytes) {
            return inCall(request -> client.upload(request, bytes));
        }

        @Override
        public Uni<Void> put(Path local) {
            return inCall(request -> client.upload(request, local));
        }

        @Override
        public Uni<Boolean> exists() {
            return inCall(request -> client.exists(request));
        }

        @Override
        public Uni<Void> delete() {
            return inCall(request -> client.delete(request));
        }

        private <T> Uni<T> inCall(Function<DataClient.Request, Uni<T>> action) {
            return Uni.createFrom().deferred(() -> {
                Call here = scope.find();
                return action.apply(DataClient.Request.of(address, here == null ? namedIn : here));
            });
        }
    }
}
