package io.sluice.gateway.faces;

import io.sluice.gateway.Authentication;
import io.sluice.gateway.algo.AlgoFace;
import io.sluice.gateway.data.DataFace;
import io.sluice.gateway.events.EventsFace;
import io.sluice.gateway.funqy.FunqyFace;
import io.sluice.router.Origin;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;

/** What clients see: puts the faces on the HTTP server's routes. */
public final class OutsideFaces {

    static final String ALGO = "/v1/algo/";
    static final String PIPE = "/v1/pipe";
    static final String DATA = "/v1/data";
    static final String CONNECTOR = "/v1/connector/";

    /** Before Quarkus' own bound on bodies, which is for what is held in memory: files are not, and large payloads. */
    private static final int UNBOUNDED = -1000;

    private static final String FUNQY = "/fn/";
    private static final String EVENTS = "/v1/events";

    private final AlgoFace algo;
    private final FunqyFace funqy;
    private final EventsFace events;
    private final DataFace data;

    public OutsideFaces(AlgoFace algo, FunqyFace funqy, EventsFace events, DataFace data) {
        this.algo = algo;
        this.funqy = funqy;
        this.events = events;
        this.data = data;
    }

    /** Adds the routes; those who call have been told apart before. */
    public void register(Router routes) {
        route(
                routes.route(ALGO + "*").order(UNBOUNDED),
                (request, origin) -> algo.call(request, request.path().substring(ALGO.length()), origin));
        route(routes.route(PIPE).order(UNBOUNDED), algo::pipe);
        route(
                routes.route(FUNQY + "*").order(UNBOUNDED),
                (request, origin) -> funqy.call(request, request.path().substring(FUNQY.length()), origin));
        route(routes.route(EVENTS), events::take);
        route(
                routes.route(DATA + "/*").order(UNBOUNDED),
                (request, origin) -> data.handle(request, dataPath(request.path()), origin));
        route(
                routes.route(CONNECTOR + "*").order(UNBOUNDED),
                (request, origin) -> data.connector(request, request.path().substring(CONNECTOR.length()), origin));
    }

    /** The path below the store; it is read as it came, as routes are found by another reading of it. */
    static String dataPath(String path) {
        return path.startsWith(DATA) ? path.substring(DATA.length()) : path;
    }

    private static void route(Route route, BiConsumer<HttpServerRequest, Origin> face) {
        route.handler(context -> {
            HttpServerResponse response = context.response();
            if (response.writeQueueFull()) {
                context.request().pause();
                // The client has not taken its replies so far: it can wait for more until it has.
                response.drainHandler(_ -> {
                    response.drainHandler(null);
                    face.accept(context.request(), origin(context));
                });
            } else {
                face.accept(context.request(), origin(context));
            }
        });
    }

    private static Origin origin(RoutingContext context) {
        return new Origin.Outside(Authentication.of(context));
    }
}
