package io.sluice.gateway.faces;

import io.sluice.gateway.Authentication;
import io.sluice.gateway.algo.AlgoFace;
import io.sluice.gateway.events.EventsFace;
import io.sluice.gateway.funqy.FunqyFace;
import io.sluice.router.Origin;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

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
        routes.route(ALGO + "*").handler(context -> {
            HttpServerRequest request = context.request();
            algo.call(request, request.path().substring(ALGO.length()), origin(context));
        });
        routes.route(PIPE).handler(context -> algo.pipe(context.request(), origin(context)));
        routes.route(FUNQY + "*").handler(context -> {
            HttpServerRequest request = context.request();
            funqy.call(request, request.path().substring(FUNQY.length()), origin(context));
        });
        routes.route(EVENTS).handler(context -> events.take(context.request(), origin(context)));
    }

    private static Origin origin(RoutingContext context) {
        return new Origin.Outside(Authentication.of(context));
    }
}
