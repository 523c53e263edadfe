package io.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.sluice.contract.ContentType;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class CloudEventsTest {

    private static CloudEventBuilder event() {
        return CloudEventBuilder.v1().withId("1").withType("t").withSource(URI.create("/s"));
    }

    @Test
    void event_writtenAndRead_isTheSame() {
        CloudEvent event = event().withSubject("50 % \"grün\" + 1")
                .withExtension("shop", "x y")
                .withData("application/json", "{}".getBytes(StandardCharsets.UTF_8))
                .build();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        Payload payload = CloudEvents.write(event, headers);
        CloudEvent read = CloudEvents.read(headers.add("content-type", "application/json"), payload.body());

        assertThat(read.getSubject()).isEqualTo(event.getSubject());
        assertThat(read.getExtension("shop")).isEqualTo("x y");
        assertThat(read.getData()).isNotNull();
        assertThat(read.getDataContentType()).isEqualTo("application/json");
    }

    @Test
    void event_withAnotherContentType_keepsItAsAnAttribute() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        Payload payload =
                CloudEvents.write(event().withData("image/png", new byte[] {1}).build(), headers);

        assertThat(payload.type()).isEqualTo(ContentType.BINARY);
        assertThat(headers.get("ce-datacontenttype")).isEqualTo("image/png");
    }

    @Test
    void event_withoutData_isVoid() {
        Payload payload = CloudEvents.write(event().build(), MultiMap.caseInsensitiveMultiMap());

        assertThat(payload.type()).isEqualTo(ContentType.VOID);
    }

    @Test
    void event_withoutItsType_isAnInputError() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add("ce-specversion", "1.0").add("ce-id", "1");

        assertThatThrownBy(() -> CloudEvents.read(headers, Buffer.buffer()))
                .isInstanceOf(AlgorithmException.class)
                .hasMessageStartingWith("the input must be a CloudEvent: ");
    }
}
