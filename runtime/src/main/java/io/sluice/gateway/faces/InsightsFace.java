package io.sluice.gateway.faces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.algorithms.InsightBook;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.Laggards;
import io.sluice.gateway.Replies;
import io.sluice.gateway.RequestBody;
import io.sluice.pool.PayloadRoom;
import io.sluice.router.CallInProgress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;

/** Takes what functions report of themselves: {@code [{"insight_key": ..., "insight_value": ...}]}. For event loops. */
public final class InsightsFace {

    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST = 100;
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_VALUE = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Buffer DONE = Buffer.buffer("{}");

    private final InsightBook insights;
    private final Laggards laggards;

    public InsightsFace(InsightBook insights, Laggards laggards) {
        this.insights = insights;
        this.laggards = laggards;
    }

    /** @param call the call that it is reported in */
    void take(HttpServerRequest request, CallInProgress call) {
        if (!request.method().equals(HttpMethod.POST)) {
            refuse(request, new BadRequest(405, 0, "insights are posted, the method was " + request.method()));
            return;
        }
        RequestBody.read(request, MOST_BYTES, PayloadRoom.unbounded(), laggards)
                .invoke(body -> note(list(body), call))
                .subscribe()
                .with(
                        body -> {
                            var unused = Replies.send(request.response(), 200, "application/json", DONE);
                        },
                        failure -> refuse(request, failure));
    }

    private static JsonNode list(Buffer body) {
        try {
            JsonNode list = JSON.readTree(body.getBytes());
            if (list.isArray() && list.size() <= MOST) {
                list.forEach(InsightsFace::check);
                return list;
            }
        } catch (IOException e) {
            throw new BadRequest(400, ErrorReply.BAD_JSON, "insights are not JSON: " + e.getMessage());
        }
        throw invalid("a list of at most " + MOST + " objects");
    }

    private static void check(JsonNode insight) {
        JsonNode key = insight.path("insight_key");
        if (!key.isTextual() || key.textValue().isEmpty() || key.textValue().length() > LONGEST_KEY) {
            throw invalid("objects with a text of 1 to " + LONGEST_KEY + " characters as 'insight_key'");
        }
        if (insight.path("insight_value").isMissingNode() || text(insight).length() > LONGEST_VALUE) {
            throw invalid("objects with at most " + LONGEST_VALUE + " characters as 'insight_value', that of '"
                    + key.textValue() + "' is not");
        }
    }

    private static BadRequest invalid(String what) {
        return new BadRequest(400, ErrorReply.INVALID_INPUT, "insights are " + what);
    }

    private void note(JsonNode list, CallInProgress call) {
        list.forEach(insight -> insights.add(
                call.function(), call.invocation(), insight.path("insight_key").textValue(), text(insight)));
    }

    private static String text(JsonNode insight) {
        JsonNode value = insight.path("insight_value");
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static void refuse(HttpServerRequest request, Throwable why) {
        var unused = Replies.error(request.response(), ErrorReply.of(why, ""), null);
    }
}
