package io.sluice.gateway.faces;

import io.sluice.gateway.Authentication;
import io.sluice.gateway.algo.AlgoFace;
import io.sluice.gateway.events.EventsFace;
import io.sluice.gateway.funqy.FunqyFace;
import io.sluice.router.Origin;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;

/** What clients see: puts the faces on the HTTP server's routes. */
public final class OutsideFaces {

    static final String ALGO = "/v1/algo/";
    static final String PIPE = "/v1/pipe";
    private static final String FUNQY = "/fn/";
    private static final String EVENTS = "/v1/events";

    private final AlgoFace algo;
    private final FunqyFace funqy;
    private final EventsFace events;

    public OutsideFaces(AlgoFace algo, FunqyFace funqy, EventsFace events) {
        this.algo = algo;
        this.funqy = funqy;
        this.events = events;
    }

    /** Adds the routes; those who call have been told apart before. */
    public void register(Router routes) {
        route(
                routes,
                ALGO + "*",
                (request, origin) -> algo.call(request, request.path().substring(ALGO.length()), origin));
        route(routes, PIPE, algo::pipe);
        route(
                routes,
                FUNQY + "*",
                (request, origin) -> funqy.call(request, request.path().substring(FUNQY.length()), origin));
        route(routes, EVENTS, events::take);
    }

    private static void route(Router routes, String path, BiConsumer<HttpServerRequest, Origin> face) {
        routes.route(path).handler(context -> {
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
