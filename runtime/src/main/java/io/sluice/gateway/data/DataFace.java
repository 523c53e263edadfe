package io.sluice.gateway.data;

import io.sluice.accounts.Caller;
import io.sluice.data.DataFailure;
import io.sluice.data.DataStore;
import io.sluice.data.DataTraffic;
import io.sluice.data.Upload;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.Laggards;
import io.sluice.gateway.RequestBody;
import io.sluice.pool.PayloadRoom;
import io.sluice.router.Origin;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * {@code /v1/data/...} and {@code /v1/connector/data/...}: collections and files. For use on the request's event loop; the work is done on a
 * virtual thread for each request, of which so many run at a time, and the others wait without having read anything.
 */
public final class DataFace {

    private static final String CONNECTOR = "data/";
    private static final String METHODS = "GET, HEAD, PUT, POST, PATCH, DELETE";
    private static final int BODY_BYTES = 1 << 16;

    private final Vertx vertx;
    private final Laggards laggards;
    private final Sessions sessions;
    private final Reader reader;
    private final Writer writer;
    private final Turns turns;
    private final DataTraffic traffic;

    /**
     * What there may be at most.
     *
     * @param transfers how many requests are worked on at a time, half of them of one account
     * @param patience how long others wait for that
     */
    public record Limits(int transfers, Duration patience) {

        /** @throws IllegalArgumentException when nothing could be worked on */
        public Limits {
            if (transfers < 1) {
                throw new IllegalArgumentException("sluice.data.transfers must be at least 1, was " + transfers);
            }
        }
    }

    /**
     * @param accounts whether there is an account of that name
     * @param traffic where it is counted what passes
     * @param runtime letters and digits that tell this runtime apart from all others, and from those before it
     */
    public DataFace(
            Vertx vertx,
            DataStore store,
            Predicate<String> accounts,
            Laggards laggards,
            Limits limits,
            DataTraffic traffic,
            String runtime) {
        this.vertx = vertx;
        this.laggards = laggards;
        this.sessions = new Sessions(store, runtime);
        this.reader = new Reader(store);
        this.writer = new Writer(store, sessions, accounts);
        this.turns = new Turns(limits.transfers(), limits.patience(), traffic);
        this.traffic = traffic;
    }

    /** Answers a request for what the end of the path names, in the store that is named first: {@code data/acme/box}. */
    public void connector(HttpServerRequest request, String pathEnd, Origin origin) {
        if (pathEnd.startsWith(CONNECTOR)) {
            handle(request, pathEnd.substring(CONNECTOR.length()), origin);
        } else {
            request.pause();
            exchange(request)
                    .fail(
                            new DataFailure.NotFound(
                                    "no such store is connected here; /v1/connector/data/... is the runtime's own"),
                            pathEnd);
        }
    }

    /** Answers a request for what the end of the path names. */
    public void handle(HttpServerRequest request, String pathEnd, Origin origin) {
        request.pause();
        DataExchange exchange = exchange(request);
        try {
            DataRequest asked = DataRequest.of(request, pathEnd, origin, sessions);
            switch (request.method().name()) {
                case "GET", "HEAD" -> start(exchange, asked, () -> exchange.answer(reader.read(asked)));
                case "PUT" -> start(exchange, asked, () -> put(exchange, asked));
                case "DELETE" -> start(exchange, asked, () -> exchange.answer(writer.delete(asked)));
                case "POST" ->
                    withBody(request, exchange, asked, body -> {
                        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
                        exchange.answer(writer.create(asked, CollectionWish.made(type, body)));
                    });
                case "PATCH" ->
                    withBody(
                            request,
                            exchange,
                            asked,
                            body -> exchange.answer(writer.change(asked, CollectionWish.changed(body))));
                default -> throw notAllowed(request);
            }
        } catch (BadRequest | DataFailure e) {
            exchange.fail(e, pathEnd);
        }
    }

    private DataExchange exchange(HttpServerRequest request) {
        return new DataExchange(request, vertx.getOrCreateContext(), laggards, traffic);
    }

    private static BadRequest notAllowed(HttpServerRequest request) {
        request.response().putHeader("Allow", METHODS);
        return new BadRequest(405, 0, "data takes " + METHODS + ", the method was " + request.method());
    }

    private void put(DataExchange exchange, DataRequest asked) throws IOException {
        DataReply reply;
        try (Upload upload = writer.begin(asked)) {
            reply = Writer.put(asked, upload, exchange.body()::next);
        }
        exchange.answer(reply);
    }

    /** Something that blocks, and needs a small body. */
    private interface BodyWork {
        void run(Buffer body) throws IOException;
    }

    private void withBody(HttpServerRequest request, DataExchange exchange, DataRequest asked, BodyWork work) {
        RequestBody.read(request, BODY_BYTES, PayloadRoom.unbounded(), laggards)
                .subscribe()
                .with(
                        body -> start(exchange, asked, () -> work.run(body)),
                        failure -> exchange.fail(failure, asked.path().uri()));
    }

    private void start(DataExchange exchange, DataRequest asked, Turns.Work work) {
        Thread.ofVirtual().name("sluice-data").start(() -> {
            try {
                turns.run(Caller.key(asked.access().caller().user()), work);
            } catch (IOException | RuntimeException e) {
                exchange.fail(e, asked.path().uri());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
