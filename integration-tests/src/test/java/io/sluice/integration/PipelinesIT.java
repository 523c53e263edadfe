package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pipelines that are functions, made of the fixture's functions. */
@ExtendWith(SharedSluice.class)
final class PipelinesIT {

    private final Client client;

    PipelinesIT(Sluice sluice) {
        this.client = sluice.administrator();
    }

    private static byte[] pipeline(String name, String yaml, String... settings) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        String manifest =
                "name: " + name + "\nruntime: pipeline\npackage: pipeline.yaml\n" + String.join("\n", settings);
        entries.put("sluice.yaml", manifest.getBytes(StandardCharsets.UTF_8));
        entries.put("app/pipeline.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        return Packages.zip(entries);
    }

    @Test
    void pipeline_ofTwoCallsWithJqBetween_isCalledLikeAFunction() {
        client.deployed(pipeline("demo/greeting", """
                do:
                - louder:
                    call: demo/shout
                    input: {from: '${ .name }'}
                    output: {as: '${ {greeting: ("HELLO " + .)} }'}
                - same:
                    call: demo/echo
                """));

        Reply reply = client.call("demo/greeting", "{\"name\": \"ann\"}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.result().path("greeting").asText()).as(reply.text()).isEqualTo("HELLO ANN");
    }

    @Test
    void pipeline_withATaskThatFails_saysWhichTaskAndWhy() {
        client.deployed(pipeline("demo/failing", "do:\n- fine: {call: demo/shout}\n- wrong: {call: demo/sum}\n"));

        Reply reply = client.call("demo/failing", "\"abc\"");

        assertThat(reply.errorType()).isEqualTo("InputError");
        assertThat(reply.text()).contains("task '/do/1/wrong'");
    }
}
