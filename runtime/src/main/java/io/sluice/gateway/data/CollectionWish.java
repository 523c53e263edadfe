package io.sluice.gateway.data;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.sluice.data.DataFailure;
import io.sluice.data.ReadAcl;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What bodies say of a collection that is to be made or changed. */
record CollectionWish(String name, ReadAcl acl) {

    private static final ObjectReader JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .reader();

    /** Of one to be made: {@code {"name":"box","acl":{"read":[]}}}, or the bare name as text. */
    static CollectionWish made(@Nullable String contentType, Buffer body) {
        if (contentType != null && contentType.strip().toLowerCase(Locale.ROOT).startsWith("text/plain")) {
            return new CollectionWish(body.toString(StandardCharsets.UTF_8).strip(), ReadAcl.DEFAULT);
        }
        JsonNode json = read(body);
        JsonNode name = json.isTextual() ? json : json.path("name");
        if (!name.isTextual()) {
            throw new DataFailure.Invalid(
                    "a new collection is {\"name\":\"box\"}, with an acl or without; the name was " + shown(name));
        }
        JsonNode acl = json.path("acl");
        return new CollectionWish(name.textValue(), acl.isMissingNode() || acl.isNull() ? ReadAcl.DEFAULT : acl(acl));
    }

    /** The access list to come: {@code {"acl":{"read":["user://*"]}}}. */
    static ReadAcl changed(Buffer body) {
        return acl(read(body).path("acl"));
    }

    private static ReadAcl acl(JsonNode acl) {
        JsonNode read = acl.path("read");
        if (!read.isArray()) {
            throw new DataFailure.Invalid("an access list is {\"read\":[...]}, was " + shown(acl));
        }
        List<String> patterns = new ArrayList<>();
        for (JsonNode pattern : read) {
            patterns.add(pattern.isTextual() ? pattern.textValue() : pattern.toString());
        }
        return ReadAcl.of(patterns);
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "missing" : node.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }

    private static JsonNode read(Buffer body) {
        try {
            return JSON.readTree(body.getBytes());
        } catch (IOException e) {
            throw new BadRequest(400, ErrorReply.BAD_JSON, "not JSON: " + e.getMessage());
        }
    }
}
