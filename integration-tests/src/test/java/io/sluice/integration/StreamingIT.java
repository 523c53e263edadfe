package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions in each language that count to their input, item by item, and fail behind the last below 0; each writes what it makes,
 * and when it is closed before its end.
 */
@ExtendWith(SharedSluice.class)
final class StreamingIT {

    private static final String LINES = "application/jsonl";
    private static final int ENDLESS = 100_000_000;

    private static final String PYTHON = """
            def apply(input):
                made = 0
                try:
                    while made < abs(input):
                        made += 1
                        print("made %d" % made)
                        yield made
                except GeneratorExit:
                    print("closed")
                    raise
                if input < 0:
                    raise ValueError("midway")
            """;

    private static final String NODE = """
            exports.apply = async function* (input) {
              let over = false;
              try {
                for (let made = 1; made <= Math.abs(input); made++) {
                  console.log('made ' + made);
                  yield made;
                }
                over = true;
              } finally {
                if (!over) console.log('closed');
              }
              if (input < 0) throw new Error('midway');
            };
            """;

    private static final String PROGRAM = """
            import os
            from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


            class Handler(BaseHTTPRequestHandler):
                def do_POST(self):
                    count = int(self.rfile.read(int(self.headers["Content-Length"])))
                    self.send_response(200)
                    self.send_header("Content-Type", "%s")
                    self.end_headers()
                    for each in range(count):
                        self.wfile.write(('%s' %% (each + 1)).encode())


            ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
            """;

    private final Sluice sluice;
    private final Client client;

    StreamingIT(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.administrator();
    }

    @AfterEach
    void runtimeNotedNoMistakes() {
        assertThat(sluice.errors()).isEmpty();
    }

    private static Stream<String> languages() {
        return Stream.of("java", "python", "node");
    }

    /** Deploys the function in that language. */
    private String counts(String language) {
        return counts(language, language);
    }

    private String counts(String language, String name, String... more) {
        String function = "demo/counts-" + name;
        String manifest = "name: " + function + "\nruntime: " + language + "\npackage: .\n" + String.join("\n", more);
        client.deployed(
                switch (language) {
                    case "python" -> Packages.text(manifest, Map.of("app/main.py", PYTHON));
                    case "node" -> Packages.text(manifest, Map.of("app/index.js", NODE));
                    default -> Packages.fixture(Packages.manifest(function, "0.1.0", "counts", more));
                });
        return function;
    }

    private Reply streamed(String function, String accept, String json) {
        return client.post("/v1/algo/" + function, Client.JSON, BodyPublishers.ofString(json), "Accept", accept);
    }

    private static String withoutTimes(Reply reply) {
        return reply.text().replaceAll("\"duration\":[0-9.]+", "\"duration\":0").replaceAll("\"stack.*?\"(?=[,}])", "");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void items_goOutAsLines_andAsAnArrayToWhoDoesNotAsk(String language) {
        String function = counts(language);

        assertThat(withoutTimes(streamed(function, LINES, "3"))).isEqualTo("""
                {"result":1}
                {"result":2}
                {"result":3}
                {"metadata":{"items":3,"duration":0}}
                """);
        assertThat(client.call(function, "3").result().toString()).isEqualTo("[1,2,3]");
        assertThat(client.call(function, "0").result().toString()).isEqualTo("[]");
        assertThat(streamed(function, LINES, "0").text()).startsWith("{\"metadata\":{\"items\":0,");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void failureMidway_isTheLastEvent_andTheWholeReplyToWhoDoesNotAsk(String language) {
        String function = counts(language);

        assertThat(streamed(function, "text/event-stream", "-2").text())
                .startsWith(
                        "event: item\nid: 0\ndata: 1\n\nevent: item\nid: 1\ndata: 2\n\nevent: error\ndata: {\"error\":")
                .contains("\"message\":\"midway\"", "\"items\":2");
        assertThat(client.call(function, "-2").message()).isEqualTo("midway");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void callerThatReadsNothing_holdsTheFunctionUp_andEndsItByLeaving(String language) {
        String function = counts(language, language + "-held");
        try (RawConnection reader = new RawConnection(sluice)) {
            reader.accepting(LINES).call(function, Integer.toString(ENDLESS));
            long made = standsStill(function);

            assertThat(made).isBetween(1L, ENDLESS / 10L);
            assertThat(client.count(function, "closed")).isZero();
        }
        Waits.until("the function is told that nobody waits").until(() -> client.count(function, "closed") == 1);
        assertThat(client.call(function, "2").result().toString()).isEqualTo("[1,2]");
    }

    /** Waits until it makes nothing more, and tells the last that it made. */
    private long standsStill(String function) {
        long[] last = {0, 0};
        Waits.until("the function waits")
                .pollDelay(Duration.ofMillis(500))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    last[1] = last[0];
                    last[0] = lastMade(function);
                    return last[0] > 0 && last[0] == last[1];
                });
        return last[0];
    }

    private long lastMade(String function) {
        return client.lines(function)
                .filter(line -> line.startsWith("made "))
                .mapToLong(line -> Long.parseLong(line.substring("made ".length())))
                .max()
                .orElse(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/jsonl | {"n": %d}\\n
            text/event-stream | data: {"n": %d}\\n\\n
            """)
    void program_thatAnswersInLinesOrEvents_isReadItemByItem(String type, String item) {
        String function = "demo/items-" + (type.contains("event") ? "events" : "lines");
        client.deployed(Packages.text(
                "name: " + function
                        + "\nruntime: exec\npackage: .\nexec: {command: [python3, serve.py], health: tcp}\n",
                Map.of("app/serve.py", PROGRAM.formatted(type, item))));

        assertThat(withoutTimes(streamed(function, LINES, "2")))
                .isEqualTo(
                        "{\"result\":{\"n\": 1}}\n{\"result\":{\"n\": 2}}\n{\"metadata\":{\"items\":2,\"duration\":0}}\n");
        assertThat(client.call(function, "2").result().toString()).isEqualTo("[{\"n\":1},{\"n\":2}]");
    }

    @Test
    void timeThatIsOver_isTheLastLine() {
        String function = "demo/slow-items";
        client.deployed(Packages.text(
                "name: " + function + "\nruntime: python\npackage: .\n",
                Map.of(
                        "app/main.py",
                        "import threading\ndef apply(input):\n  yield 1\n  threading.Event().wait(60)\n")));

        Reply reply = streamed(function + "?timeout=2", LINES, "1");
        assertThat(reply.text().lines().toList()).hasSize(2).first().isEqualTo("{\"result\":1}");
        assertThat(reply.text()).contains("TimeoutError");
        assertThat(client.describe(function).stats().failures()).isEqualTo(1);
    }

    @Test
    void callersInside_getTheList() {
        String counts = counts("python");
        client.deployed(Packages.text(
                "name: demo/sums\nruntime: python\npackage: .\n",
                Map.of(
                        "app/main.py",
                        "import sluice\ndef apply(input):\n  return sum(sluice.call('" + counts + "', input))\n")));
        client.deployed(Packages.text(
                "name: demo/squares\nruntime: pipeline\npackage: pipeline.yaml\n", Map.of("app/pipeline.yaml", """
                        do:
                        - count: {call: demo/counts-python}
                        - square:
                            for: {each: n, in: '${ . }'}
                            metadata: {parallel: 4}
                            do: [{one: {set: '${ $n * $n }'}}]
                        """)));

        assertThat(client.call("demo/sums", "4").result().asInt()).isEqualTo(10);
        assertThat(client.call("demo/squares", "4").result().toString()).isEqualTo("[1,4,9,16]");
        assertThat(withoutTimes(client.post(
                        "/v1/pipe?step=demo/sums&step=" + counts,
                        Client.JSON,
                        BodyPublishers.ofString("2"),
                        "Accept",
                        LINES)))
                .isEqualTo("{\"result\":[1,2,3]}\n{\"metadata\":{\"items\":1,\"duration\":0}}\n");
    }

    @Test
    void keptResult_isAnArray_andIsNotAskedByWhoWantsItems() {
        String function = counts("python", "kept", "cache: {ttl: 1m}");

        client.call(function, "2");
        Reply kept = client.call(function, "2");
        Reply items = streamed(function, LINES, "2");

        assertThat(kept.result().toString()).isEqualTo("[1,2]");
        assertThat(items.text()).startsWith("{\"result\":1}\n{\"result\":2}\n");
        assertThat(client.count(function, "made 2")).isEqualTo(2);
    }
}
