package io.sluice.gateway.algo;

import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.CaffeineLookups;
import io.sluice.gateway.Calls;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.Exchange;
import io.sluice.gateway.NoRoom;
import io.sluice.gateway.Replies;
import io.sluice.router.Flow;
import io.sluice.router.Origin;
import io.sluice.router.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/algo/owner/name[/version]} and {@code POST /v1/pipe?step=...}, in Algorithmia's forms of request and
 * reply. For use on the request's event loop.
 */
public final class AlgoFace {

    private static final CharSequence INVOCATION = HttpHeaders.createOptimized("sluice-invocation");

    private final CaffeineLookups<AlgoQuery> queries = new CaffeineLookups<>();
    private final CaffeineLookups<Flow> chains = new CaffeineLookups<>();
    private final Calls calls;
    private final LongSupplier nanoTime;

    public AlgoFace(Calls calls, LongSupplier nanoTime) {
        this.calls = calls;
        this.nanoTime = nanoTime;
    }

    /** Calls the function that the end of the path names. */
    public void call(HttpServerRequest request, String pathEnd, Origin origin) {
        handle(request, origin, query -> new Flow.Call(calls.target(pathEnd)));
    }

    /** Runs the chain of the query's {@code step} parameters. */
    public void pipe(HttpServerRequest request, Origin origin) {
        handle(request, origin, query -> chain(request.query(), query.steps()));
    }

    private Flow chain(@Nullable String query, List<String> steps) {
        if (query == null || steps.isEmpty()) {
            throw new BadRequest(
                    400,
                    ErrorReply.INVALID_INPUT,
                    "a pipe has at least one step: /v1/pipe?step=demo/clean&step=demo/tokenize");
        }
        return chains.of(
                query, () -> new Flow.Chain(steps.stream().map(AlgoFace::step).toList()));
    }

    private static FunctionReference step(String step) {
        try {
            return FunctionReference.parse(step);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(400, ErrorReply.INVALID_INPUT, "step '" + step + "': " + e.getMessage());
        }
    }

    private interface FlowReader {
        Flow read(AlgoQuery query);
    }

    private void handle(HttpServerRequest request, Origin origin, FlowReader flow) {
        String id = calls.newId();
        request.response().putHeader(INVOCATION, id);
        long started = nanoTime.getAsLong();
        try {
            requirePost(request);
            AlgoQuery query = query(request);
            Duration timeout = calls.timeout(query.timeout(), origin);
            StreamedReply streamed =
                    query.options().output() == AlgoOptions.Output.VOID ? null : StreamedReply.wanted(request);
            Calls.Wish wish = new Calls.Wish(
                    id,
                    flow.read(query),
                    origin,
                    timeout,
                    Map.of(),
                    query.options().stdout(),
                    streamed);
            Exchange exchange = calls.open(request, origin);
            if (streamed == null) {
                run(exchange, wish, query.options(), started);
            } else {
                run(exchange, wish, query.options(), streamed, started);
            }
        } catch (BadRequest | NoRoom e) {
            var unused = Replies.error(request.response(), ErrorReply.of(e, id), id);
        }
    }

    private AlgoQuery query(HttpServerRequest request) {
        String query = request.query();
        return query == null ? AlgoQuery.NONE : queries.of(query, () -> AlgoQuery.of(request.params()));
    }

    private static void requirePost(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader("Allow", "POST");
            throw new BadRequest(
                    405,
                    0,
                    "functions are called by POST, the method was " + request.method() + "; /fn/owner/name takes GET");
        }
    }

    private void run(Exchange exchange, Calls.Wish wish, AlgoOptions options, long started) {
        if (options.output() == AlgoOptions.Output.VOID) {
            runUnattended(exchange, wish);
            return;
        }
        HttpServerResponse response = exchange.request().response();
        exchange.answer(
                exchange.payload().chain(payload -> exchange.run(wish, payload)),
                reply -> reply.payload().spooled() == null
                        ? AlgoReplies.result(response, reply, options, nanoTime.getAsLong() - started)
                        : sendLarge(exchange, reply, options, wish.id(), started),
                failure -> AlgoReplies.failure(response, failure, options, wish.id(), nanoTime.getAsLong() - started));
    }

    /** JSON is checked as a whole before it is sent; of text and bytes, pieces are sent as they are read. */
    private Future<Void> sendLarge(Exchange exchange, Reply reply, AlgoOptions options, String id, long started) {
        if (reply.payload().type() != ContentType.JSON) {
            return exchange.send(AlgoReplies.large(reply, options, nanoTime.getAsLong() - started), id);
        }
        HttpServerResponse response = exchange.request().response();
        return exchange.sendWhole(
                reply,
                whole -> AlgoReplies.result(response, whole, options, nanoTime.getAsLong() - started),
                failure -> AlgoReplies.failure(response, failure, options, id, nanoTime.getAsLong() - started));
    }

    private void run(Exchange exchange, Calls.Wish wish, AlgoOptions options, StreamedReply streamed, long started) {
        exchange.answer(
                exchange.payload().chain(payload -> exchange.run(wish, payload)),
                reply -> exchange.sendWhole(
                        reply,
                        whole -> streamed.end(whole, nanoTime.getAsLong() - started),
                        failure -> failed(exchange, wish, options, streamed, failure, started)),
                failure -> failed(exchange, wish, options, streamed, failure, started));
    }

    private Future<Void> failed(
            Exchange exchange,
            Calls.Wish wish,
            AlgoOptions options,
            StreamedReply streamed,
            Throwable failure,
            long started) {
        long nanos = nanoTime.getAsLong() - started;
        return streamed.hasBegun()
                ? streamed.end(failure, wish.id(), nanos)
                : AlgoReplies.failure(exchange.request().response(), failure, options, wish.id(), nanos);
    }

    private void runUnattended(Exchange exchange, Calls.Wish wish) {
        HttpServerResponse response = exchange.request().response();
        exchange.answer(
                exchange.payload(),
                payload -> {
                    exchange.goOn(exchange.run(wish, payload), failure -> AlgoReplies.note(failure, wish.id()));
                    return Replies.json(response, 200, accepted(wish.id()));
                },
                failure -> Replies.error(response, ErrorReply.of(failure, wish.id()), wish.id()));
    }

    private static Buffer accepted(String id) {
        return Replies.write(Map.of("async", "void", "async_protocol", "void", "request_id", id));
    }
}
