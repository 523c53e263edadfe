package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contract.FunctionReference;
import io.sluice.manifest.pipeline.Step;
import io.sluice.pool.Call;
import io.sluice.pool.NestedCalls;
import io.sluice.pool.Payload;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Sends events to the functions that take their type, as calls that are made inside of the run and that nobody waits for. For
 * one event loop.
 */
final class Emissions {

    private static final Logger LOG = Logger.getLogger(Emissions.class);

    private final Call call;
    private final NestedCalls calls;
    private final RunTools tools;

    Emissions(Call call, NestedCalls calls, RunTools tools) {
        this.call = call;
        this.calls = calls;
        this.tools = tools;
    }

    /** The event with what each has. */
    ObjectNode event(Step step, JsonNode attributes) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("id", HexFormat.of().toHexDigits(tools.random().nextLong()))
                .put("time", tools.clock().instant().toString());
        attributes.properties().forEach(field -> event.set(field.getKey(), field.getValue()));
        event.properties().forEach(field -> check(step, field.getKey(), field.getValue()));
        return event;
    }

    private static void check(Step step, String name, JsonNode value) {
        boolean sound = name.equals("data") || name.matches("[a-z0-9]{1,64}") && value.isValueNode() && !value.isNull();
        if (!sound || value.asText().chars().anyMatch(letter -> letter < ' ') && !name.equals("data")) {
            throw PipelineError.validation(
                    step.pointer(),
                    "attribute '" + name
                            + "' of the event must have a name of small letters and digits, and a text of one"
                            + " line for a value");
        }
    }

    /** Sends it; where no function takes its type, that is all. */
    void send(JsonNode event, Payload data) {
        String type = event.path("type").asText();
        tools.takers().takerOf(type).ifPresent(taker -> send(taker, event, data));
    }

    private void send(FunctionReference taker, JsonNode event, Payload data) {
        Map<String, String> attributes = new HashMap<>();
        event.properties().forEach(field -> {
            if (!field.getKey().equals("data") && !field.getKey().equals("datacontenttype")) {
                attributes.put("ce-" + field.getKey(), field.getValue().asText());
            }
        });
        var unused = calls.call(new NestedCalls.NestedCall(
                        call.token(), taker.toString(), data, null, null, null, null, attributes))
                .subscribe()
                .with(
                        outcome -> {
                            if (outcome instanceof NestedCalls.Outcome.Failed failed) {
                                note(taker, failed.failure().message());
                            }
                        },
                        failure -> note(taker, String.valueOf(failure.getMessage())));
    }

    private void note(FunctionReference taker, String reason) {
        LOG.debugf("event failed invocation=%s function=%s reason=%s", call.invocation(), taker, reason);
    }
}
