package io.sluice.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Nested calls as frames, on the connection that the call came on which they are made in. Thread-safe. */
final class FrameNestedCalls implements NestedCalls {

    private final FrameConnections connections;
    private final ObjectMapper mapper;

    FrameNestedCalls(FrameConnections connections, ObjectMapper mapper) {
        this.connections = connections;
        this.mapper = mapper;
    }

    ObjectMapper mapper() {
        return mapper;
    }

    @Override
    public Uni<AlgoResponse> call(NestedFunction function, Payload input, @Nullable Call parent) {
        FramedCall framed = (FramedCall) parent;
        Duration within = framed == null ? Call.DEFAULT_TIMEOUT : framed.remaining();
        FrameConnection connection = framed == null ? connections.any() : framed.connection();
        if (connection == null) {
            return Uni.createFrom().failure(NestedFailures.unreachable(function.name(), "it has not connected"));
        }
        return Uni.createFrom()
                .emitter(emitter ->
                        new FrameNestedCall(this, connection, function, framed, input, within, emitter).begin());
    }
}
