package io.sluice.gateway.faces;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.InstanceProtocol;
import io.sluice.contract.ReadySignal;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.Laggards;
import io.sluice.gateway.Replies;
import io.sluice.gateway.RequestBody;
import io.sluice.gateway.algo.AlgoFace;
import io.sluice.gateway.data.DataFace;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.connection.CallsInProgress;
import io.sluice.pool.process.InstanceCapabilities;
import io.sluice.router.CallInProgress;
import io.sluice.router.CallsInside;
import io.sluice.router.Origin;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What instances see of the runtime, below the address that is their capability: the ready signal, and calls of other
 * functions on behalf of the call they are made in. Served on a listener of its own, on loopback only.
 */
public final class InsideFaces {

    private static final String PREFIX = "/x/";
    private static final String PAYLOADS = InstanceProtocol.PAYLOAD_PATH + "/";
    private static final String INSIGHTS = "/v1/insights";
    private static final int READY_BYTES = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InstanceCapabilities capabilities;
    private final CallsInProgress callsInProgress;
    private final CallsInside callsInside;
    private final AlgoFace algo;
    private final DataFace data;
    private final InsightsFace insights;
    private final PayloadFace payloads;
    private final Laggards laggards;

    public InsideFaces(
            InstanceCapabilities capabilities,
            CallsInProgress callsInProgress,
            CallsInside callsInside,
            AlgoFace algo,
            DataFace data,
            InsightsFace insights,
            Laggards laggards) {
        this.capabilities = capabilities;
        this.callsInProgress = callsInProgress;
        this.callsInside = callsInside;
        this.algo = algo;
        this.data = data;
        this.insights = insights;
        this.payloads = new PayloadFace(laggards);
        this.laggards = laggards;
    }

    /** Answers a request of an instance. */
    public void handle(HttpServerRequest request) {
        String path = request.path();
        int end = path.indexOf('/', PREFIX.length());
        if (!path.startsWith(PREFIX) || end < 0) {
            refuse(request, new BadRequest(404, 0, "only instances are served here"));
            return;
        }
        String capability = path.substring(PREFIX.length(), end);
        if (capabilities.find(capability).isEmpty()) {
            refuse(request, new BadRequest(401, ErrorReply.BAD_KEY, "no running instance has this address"));
            return;
        }
        String rest = path.substring(end);
        if (rest.equals(InstanceProtocol.READY_PATH)) {
            ready(request, capability);
        } else if (rest.startsWith(OutsideFaces.ALGO)) {
            nested(
                    request,
                    capability,
                    origin -> algo.call(request, rest.substring(OutsideFaces.ALGO.length()), origin));
        } else if (rest.equals(OutsideFaces.PIPE)) {
            nested(request, capability, origin -> algo.pipe(request, origin));
        } else if (rest.equals(OutsideFaces.DATA) || rest.startsWith(OutsideFaces.DATA + "/")) {
            nested(request, capability, origin -> data.handle(request, OutsideFaces.dataPath(rest), origin));
        } else if (rest.equals(InstanceProtocol.PAYLOAD_PATH) || rest.startsWith(PAYLOADS)) {
            String reference = rest.equals(InstanceProtocol.PAYLOAD_PATH) ? "" : rest.substring(PAYLOADS.length());
            inCall(request, capability, token -> payload(request, reference, token));
        } else if (rest.equals(INSIGHTS)) {
            nested(request, capability, origin -> insights.take(request, origin.parent()));
        } else if (rest.startsWith(OutsideFaces.CONNECTOR)) {
            nested(
                    request,
                    capability,
                    origin -> data.connector(request, rest.substring(OutsideFaces.CONNECTOR.length()), origin));
        } else {
            refuse(
                    request,
                    new BadRequest(
                            404,
                            0,
                            "functions can use " + OutsideFaces.ALGO + ", " + OutsideFaces.PIPE + ", "
                                    + OutsideFaces.DATA + " and " + INSIGHTS + " from inside, the path was '" + rest
                                    + "'"));
        }
    }

    private void ready(HttpServerRequest request, String capability) {
        RequestBody.read(request, READY_BYTES, PayloadRoom.unbounded(), laggards)
                .map(InsideFaces::signal)
                .subscribe()
                .with(
                        signal -> {
                            if (capabilities.ready(capability, signal)) {
                                var unused = Replies.send(request.response(), 204, null, Buffer.buffer());
                            } else {
                                refuse(request, new BadRequest(409, 0, "this ready signal cannot be taken: " + signal));
                            }
                        },
                        failure -> refuse(request, failure));
    }

    private static ReadySignal signal(Buffer body) {
        try {
            return JSON.readValue(body.getBytes(), ReadySignal.class);
        } catch (JsonProcessingException e) {
            throw new BadRequest(400, ErrorReply.BAD_JSON, "not a ready signal: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadRequest(400, ErrorReply.BAD_JSON, "not a ready signal: " + e.getMessage());
        }
    }

    private interface NestedCall {
        void run(Origin.Inside origin);
    }

    private void nested(HttpServerRequest request, String capability, NestedCall call) {
        inCall(request, capability, token -> {
            Optional<CallInProgress> parent = callsInside.find(token);
            parent.ifPresentOrElse(
                    inProgress -> call.run(new Origin.Inside(inProgress)), () -> refuse(request, isOver()));
        });
    }

    private void payload(HttpServerRequest request, String reference, String token) {
        callsInside
                .room(token)
                .ifPresentOrElse(room -> payloads.handle(request, reference, room), () -> refuse(request, isOver()));
    }

    private static BadRequest isOver() {
        return new BadRequest(403, ErrorReply.NOT_AUTHORIZED, "the call that this one belongs to is over");
    }

    /** Does it with the token of the call that the request is made in. */
    private void inCall(HttpServerRequest request, String capability, Consumer<String> action) {
        switch (callsInProgress.find(capability, request.getHeader(InstanceProtocol.TOKEN))) {
            case CallsInProgress.Refused refused ->
                refuse(request, new BadRequest(403, ErrorReply.NOT_AUTHORIZED, refused.text()));
            case CallsInProgress.Found found -> action.accept(found.token());
        }
    }

    private static void refuse(HttpServerRequest request, Throwable why) {
        var unused = Replies.error(request.response(), ErrorReply.of(why, ""), null);
    }
}
