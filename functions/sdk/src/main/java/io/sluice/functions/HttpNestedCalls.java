package io.sluice.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.InstanceProtocol;
import io.sluice.contract.VersionSelector;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Nested calls by HTTP, with the token of the call that they are made in. Thread-safe. */
final class HttpNestedCalls implements NestedCalls {

    private final RuntimeClient client;
    private final ObjectMapper mapper;

    HttpNestedCalls(RuntimeClient client, ObjectMapper mapper) {
        this.client = client;
        this.mapper = mapper;
    }

    @Override
    public Uni<AlgoResponse> call(NestedFunction function, Payload input, @Nullable Call parent) {
        Duration within = parent == null ? Call.DEFAULT_TIMEOUT : parent.remaining();
        String path = pathOf(function.reference()) + "?timeout=" + wholeSeconds(within);
        return client.post(path, headersOf(parent, input), Buffer.buffer(input.bytes()), within)
                .onFailure(TimeoutException.class)
                .transform(late -> NestedFailures.late(function.name(), within))
                .onFailure(failure -> !(failure instanceof AlgorithmFailure))
                .transform(broken -> NestedFailures.unreachable(function.name(), broken))
                .map(answer -> read(function.name(), answer));
    }

    private static String pathOf(FunctionReference reference) {
        String version = reference.version() instanceof VersionSelector.Latest ? "" : "/" + reference.version();
        return "/v1/algo/" + reference.name() + version;
    }

    private static long wholeSeconds(Duration time) {
        return Math.max(1, time.plusMillis(999).toSeconds());
    }

    private static MultiMap headersOf(@Nullable Call parent, Payload input) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        ContentType type = input.type() == ContentType.VOID ? ContentType.JSON : input.type();
        headers.set("content-type", type.mediaType());
        if (parent != null) {
            set(headers, "traceparent", parent.traceParent().orElse(null));
            set(headers, "tracestate", parent.traceState());
            set(headers, "baggage", parent.baggage());
        }
        if (parent instanceof HttpCall call) {
            set(headers, InstanceProtocol.TOKEN, call.token());
        }
        return headers;
    }

    private static void set(MultiMap headers, String name, @Nullable String value) {
        if (value != null) {
            headers.set(name, value);
        }
    }

    private AlgoResponse read(String function, RuntimeClient.Answer answer) {
        if (answer.status() / 100 == 2) {
            return AlgoResponse.read(function, mapper, answer.body().getBytes());
        }
        throw refusal(function, answer);
    }

    private AlgorithmFailure refusal(String function, RuntimeClient.Answer answer) {
        try {
            JsonNode error = mapper.readTree(answer.body().getBytes()).path("error");
            if (!error.isMissingNode()) {
                return NestedFailures.ofError(function, error);
            }
        } catch (IOException notJson) {
            return NestedFailures.status(function, answer.status());
        }
        return NestedFailures.status(function, answer.status());
    }
}
