package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A time as expressions see it. */
final class Moment {

    private Moment() {}

    static JsonNode of(Instant instant) {
        ObjectNode moment = JsonNodeFactory.instance.objectNode().put("iso8601", instant.toString());
        moment.putObject("epoch").put("seconds", instant.getEpochSecond()).put("milliseconds", instant.toEpochMilli());
        return moment;
    }
}
