package io.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.sluice.contract.ContentType;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CloudEventsTest {

    private static CloudEventBuilder event() {
        return CloudEventBuilder.v1().withId("1").withType("t").withSource(URI.create("/s"));
    }

    private static Call call(String contentType, Map<String, String> attributes) {
        return HttpCall.arriving(
                "event", MultiMap.caseInsensitiveMultiMap().addAll(attributes).add("content-type", contentType));
    }

    @Test
    void event_writtenAndRead_isTheSame() {
        CloudEvent event = event().withSubject("50 % \"grün\" + 1")
                .withExtension("shop", "x y")
                .withData("application/json", "{}".getBytes(StandardCharsets.UTF_8))
                .build();
        Map<String, String> attributes = new HashMap<>();

        Payload payload = CloudEvents.write(event, attributes);
        CloudEvent read = CloudEvents.read(call("application/json", attributes), payload.bytes());

        assertThat(read.getSubject()).isEqualTo(event.getSubject());
        assertThat(read.getExtension("shop")).isEqualTo("x y");
        assertThat(read.getData()).isNotNull();
        assertThat(read.getDataContentType()).isEqualTo("application/json");
    }

    @Test
    void event_withAnotherContentType_keepsItAsAnAttribute() {
        Map<String, String> attributes = new HashMap<>();

        Payload payload =
                CloudEvents.write(event().withData("image/png", new byte[] {1}).build(), attributes);

        assertThat(payload.type()).isEqualTo(ContentType.BINARY);
        assertThat(attributes.get("ce-datacontenttype")).isEqualTo("image/png");
    }

    @Test
    void event_withoutData_isVoid() {
        Payload payload = CloudEvents.write(event().build(), new HashMap<>());

        assertThat(payload.type()).isEqualTo(ContentType.VOID);
    }

    @Test
    void event_withoutItsType_isAnInputError() {
        Call call = call("application/json", Map.of("ce-specversion", "1.0", "ce-id", "1"));

        assertThatThrownBy(() -> CloudEvents.read(call, new byte[0]))
                .isInstanceOf(AlgorithmException.class)
                .hasMessageStartingWith("the input must be a CloudEvent: ");
    }
}
