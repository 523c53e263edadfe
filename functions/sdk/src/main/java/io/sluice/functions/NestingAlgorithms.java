package io.sluice.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.InstanceProtocol;
import io.sluice.contract.VersionSelector;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls other functions through the runtime, with the token of the call in progress. Thread-safe. */
final class HttpAlgorithms implements Algorithms {

    private static final List<String> TRACE_HEADERS = List.of("traceparent", "tracestate", "baggage");

    private final Optional<RuntimeClient> runtime;
    private final CallScope scope;
    private final ObjectMapper mapper;

    HttpAlgorithms(Optional<RuntimeClient> runtime, CallScope scope, ObjectMapper mapper) {
        this.runtime = runtime;
        this.scope = scope;
        this.mapper = mapper;
    }

    @Override
    public Algorithm algo(String reference) {
        return new Nested(reference, pathOf(FunctionReference.parse(reference)));
    }

    private static String pathOf(FunctionReference reference) {
        String version = reference.version() instanceof VersionSelector.Latest ? "" : "/" + reference.version();
        return "/v1/algo/" + reference.name() + version;
    }

    private static MultiMap headersOf(@Nullable Call call, Payload input) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        headers.set(
                "content-type",
                input.type().mediaType().isEmpty()
                        ? "application/json"
                        : input.type().mediaType());
        if (call != null) {
            copy(call, InstanceProtocol.TOKEN, headers);
            TRACE_HEADERS.forEach(name -> copy(call, name, headers));
        }
        return headers;
    }

    private static void copy(Call call, String name, MultiMap headers) {
        String value = call.header(name);
        if (value != null) {
            headers.set(name, value);
        }
    }

    private static long wholeSeconds(Duration time) {
        return Math.max(1, time.plusMillis(999).toSeconds());
    }

    private final class Nested implements Algorithm {

        private final String function;
        private final String path;

        Nested(String function, String path) {
            this.function = function;
            this.path = path;
        }

        @Override
        public Uni<AlgoResponse> pipe(@Nullable Object input) {
            if (input instanceof Uni<?> pending) {
                return pipe(pending);
            }
            Call assembledIn = scope.find();
            return Uni.createFrom().deferred(() -> {
                Call subscribedIn = scope.find();
                return call(Payload.of(input, mapper), subscribedIn == null ? assembledIn : subscribedIn);
            });
        }

        @Override
        public Uni<AlgoResponse> pipe(Uni<?> input) {
            Call assembledIn = scope.find();
            return input.chain(value -> {
                Call continuedIn = scope.find();
                return call(Payload.of(value, mapper), continuedIn == null ? assembledIn : continuedIn);
            });
        }

        private Uni<AlgoResponse> call(Payload input, @Nullable Call call) {
            Duration within = call == null ? Call.DEFAULT_TIMEOUT : call.remaining();
            RuntimeClient client = runtime.orElseThrow(() -> NestedFailures.noRuntime(function));
            return client.post(path + "?timeout=" + wholeSeconds(within), headersOf(call, input), input.body(), within)
                    .onFailure(TimeoutException.class)
                    .transform(late -> NestedFailures.late(function, within))
                    .onFailure(failure -> !(failure instanceof AlgorithmFailure))
                    .transform(broken -> NestedFailures.unreachable(function, broken))
                    .map(this::read);
        }

        private AlgoResponse read(RuntimeClient.Answer answer) {
            if (answer.status() / 100 == 2) {
                return AlgoResponse.read(function, mapper, answer.body().getBytes());
            }
            throw refusal(answer);
        }

        private AlgorithmFailure refusal(RuntimeClient.Answer answer) {
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
}
