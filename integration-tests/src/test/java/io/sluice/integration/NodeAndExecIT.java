package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.scaffold.Scaffold;
import io.sluice.contract.FunctionName;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions in JavaScript, and programs that serve HTTP: called, calling others, and broken in the ways that there are. */
@ExtendWith(SharedSluice.class)
final class NodeAndExecIT {

    private static final String INDEX = "app/index.js";
    private static final String ECHO = "exports.apply = async (input) => input;";

    private final Sluice sluice;
    private final Client client;

    @TempDir
    private Path folder;

    NodeAndExecIT(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.administrator();
    }

    @AfterEach
    void runtimeNotedNoMistakes() {
        assertThat(sluice.errors()).isEmpty();
    }

    private static byte[] node(String function, Map<String, String> files, String... more) {
        return Packages.text("name: " + function + "\nruntime: node\npackage: .\n" + String.join("\n", more), files);
    }

    private static byte[] node(String function, String index, String... more) {
        return node(function, Map.of(INDEX, index), more);
    }

    private static byte[] exec(String function, String command, String program, String... more) {
        String manifest = "name: " + function + "\nruntime: exec\npackage: .\nexec: {command: " + command
                + ", health: /health}\n" + String.join("\n", more);
        return Packages.text(manifest, Map.of("app/serve.py", program));
    }

    /** A program in Python that answers calls, whose body is {@code body}, by what the lines do. */
    private static String server(String... lines) {
        return """
                import os, sys
                from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

                class Handler(BaseHTTPRequestHandler):
                    protocol_version = "HTTP/1.1"
                    wbufsize = -1
                    def answer(self, status, body, **headers):
                        self.send_response(status)
                        for name, value in headers.items():
                            self.send_header(name.replace("_", "-"), value)
                        self.send_header("Content-Length", str(len(body)))
                        self.end_headers()
                        self.wfile.write(body)
                    def do_GET(self):
                        self.answer(200, b"")
                    def do_POST(self):
                        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                        %s

                port = int(os.environ["PORT"]) + (1 if "elsewhere" in sys.argv else 0)
                print("serving", flush=True)
                ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
                """.formatted(String.join("\n        ", lines));
    }

    @Test
    void bundledFunctionInJavaScript_findsKeywords() {
        client.deployed(Packages.project(Installation.root().resolve("functions/keywords"), "src"));

        Reply reply = client.call("demo/keywords", "\"cold starts are rare\"");

        assertThat(reply.result().path(0).path("phrase").asText())
                .as(reply.text())
                .isEqualTo("cold starts");
    }

    @Test
    void call_thatAsksForStdout_getsWhatItWroteAndNothingOfOthers() {
        client.deployed(node("js/writes", """
                exports.apply = async (input) => {
                  console.log('got', input);
                  await new Promise((resolve) => setTimeout(resolve, 20));
                  console.error('done', input);
                  return 1;
                };
                """));

        List<CompletableFuture<Reply>> replies = IntStream.range(0, 8)
                .mapToObj(i -> client.callAsync("js/writes?stdout=true", Integer.toString(i)))
                .toList();

        for (int i = 0; i < 8; i++) {
            Reply reply = replies.get(i).join();
            assertThat(reply.metadata().path("stdout").asText())
                    .as(reply.text())
                    .isEqualTo("got " + i + "\ndone " + i + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"node", "exec"})
    void newProject_asItIsMade_shouts(String language) {
        Path project = folder.resolve(language);
        Scaffold.create(language, FunctionName.parse("demo/new-" + language), project, "file:/none");
        client.deployed(Packages.project(project, "."));

        Reply reply = client.call("demo/new-" + language, "\"quiet\"");
        Reply refused = client.call("demo/new-" + language, "1");

        assertThat(reply.result().asText()).as(reply.text()).isEqualTo("QUIET!");
        assertThat(refused.errorType()).as(refused.text()).isEqualTo("InputError");
        assertThat(refused.message()).isEqualTo("the input must be a text");
    }

    @ParameterizedTest
    @CsvSource({
        "index.js, const greet = require('greet');, exports.apply",
        "index.mjs, import greet from 'greet';, export const apply"
    })
    void dependency_isInstalledAtTheDeploy(String file, String imports, String exports) {
        client.deployed(node(
                "demo/greet-" + file.substring(6),
                Map.of(
                        "app/package.json",
                        "{\"main\":\"" + file + "\",\"dependencies\":{\"greet\":\"file:./greet\"}}",
                        "app/greet/package.json",
                        "{\"name\":\"greet\",\"version\":\"1.0.0\"}",
                        "app/greet/index.js",
                        "module.exports = (name) => `Hello, ${name}!`;",
                        "app/" + file,
                        imports + "\n" + exports + " = async (name) => greet(name);")));

        Reply reply = client.call("demo/greet-" + file.substring(6), "\"you\"");

        assertThat(reply.result().asText()).as(reply.text()).isEqualTo("Hello, you!");
    }

    @Test
    void deploys_thatFail_sayWhyAndLeaveTheVersionBefore() {
        client.deployed(node("demo/stays", ECHO));
        Map<byte[], List<String>> broken = Map.of(
                node("demo/stays", "exports.apply = async (input) => {\n  return input +;\n};"),
                List.of("index.js:2", "SyntaxError"),
                node("demo/stays", Map.of(INDEX, ECHO, "app/lib/late.mjs", "\n\nexport const a = ;")),
                List.of("lib/late.mjs:3", "SyntaxError"),
                node("demo/stays", "exports.aply = ECHO = 1;"),
                List.of("version before goes on", "exports no function 'apply'"),
                node("demo/stays", "\nconst gone = require('./gone');\n" + ECHO),
                List.of("version before goes on", "Cannot find module './gone'", "index.js:2:14"),
                node("demo/stays", ECHO + "\nexports.load = async () => { throw new Error('no model'); };"),
                List.of("version before goes on", "no model", "index.js:2:"),
                node(
                        "demo/stays",
                        Map.of(INDEX, ECHO, "app/package.json", "{\"dependencies\":{\"x\":\"file:./x.tgz\"}}")),
                List.of("could not be installed", "npm", "x.tgz"));

        broken.forEach((zip, words) -> {
            Reply reply = client.deploy(zip);
            assertThat(reply.status()).as(reply.text()).isIn(400, 409);
            assertThat(reply.message()).contains(words).doesNotContain("runners/node");
            assertThat(client.call("demo/stays", "1").result().asInt()).isEqualTo(1);
        });
        assertThat(client.describe("demo/stays").version()).isEqualTo("0.1.0");
    }

    @Test
    void failure_pointsAtTheAuthorsLine() {
        client.deployed(
                node("demo/throws", "exports.apply = async () => {\n  throw new TypeError('no such city');\n};"));

        Reply reply = client.call("demo/throws", "1");

        assertThat(reply.message()).isEqualTo("no such city");
        assertThat(reply.json().path("error").path("stacktrace").asText())
                .matches("TypeError: no such city\n {4}at exports\\.apply \\(index\\.js:2:\\d+\\)");
    }

    @Test
    void failureInTheBackground_failsTheCallAndTheNextGetsAnotherInstance() {
        client.deployed(node("demo/background", """
                exports.apply = async (input) => {
                  if (input === 'fail') {
                    Promise.reject(new Error('lost in the background'));
                    await new Promise(() => {});
                  }
                  return process.env.SLUICE_INSTANCE;
                };
                """));
        String before = client.call("demo/background", "1").result().asText();

        Reply reply = client.call("demo/background", "\"fail\"");

        assertThat(reply.message()).contains("unhandled rejection", "lost in the background");
        Waits.until("another instance answers")
                .until(() ->
                        !client.call("demo/background", "1").result().asText().equals(before));
        assertThat(client.lines("demo/background")).anyMatch(line -> line.contains("lost in the background"));
    }

    @Test
    void nestedCalls_ofSeveralInProgress_areMadeInTheirOwn() {
        client.deployed(node("demo/nests", """
                const http = require('http');
                const waiting = [];
                const together = () => new Promise((go) => {
                  waiting.push(go);
                  if (waiting.length === 3) waiting.forEach((each) => each());
                });
                const post = (url, body) => new Promise((resolve, reject) => {
                  const options = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
                  http.request(url, options, (response) => {
                    const chunks = [];
                    response.on('data', (chunk) => chunks.push(chunk));
                    response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks)).result));
                  }).on('error', reject).end(body);
                });
                exports.apply = async (how, context) => {
                  await together();
                  const url = `${process.env.ALGORITHMIA_API}/v1/algo/demo/echo`;
                  const headers = { 'Content-Type': 'application/json' };
                  switch (how) {
                    case 'request': return post(url, '["request"]');
                    case 'fetch': return (await (await fetch(url, { method: 'POST', headers, body: '["fetch"]' })).json()).result;
                    default: return context.pipe(['demo/echo', 'demo/echo'], [how]);
                  }
                };
                """, "instances: {max: 1}"));
        List<String> ways = List.of("request", "fetch", "frames");

        List<CompletableFuture<Reply>> calls = ways.stream()
                .map(way -> client.callAsync("demo/nests", "\"" + way + "\""))
                .toList();

        for (int i = 0; i < ways.size(); i++) {
            Reply reply = calls.get(i).join();
            assertThat(reply.result().toString()).as(reply.text()).isEqualTo("[\"" + ways.get(i) + "\"]");
        }
    }

    @Test
    void manyCallsAtOnce_areServedByOneInstance() {
        client.deployed(node("demo/waits", """
                const waiting = [];
                exports.apply = (n) => new Promise((resolve) => {
                  waiting.push(() => resolve(n));
                  if (waiting.length === 16) waiting.forEach((go) => go());
                });
                """, "instances: {max: 1}"));

        List<CompletableFuture<Reply>> calls = IntStream.range(0, 16)
                .mapToObj(i -> client.callAsync("demo/waits", Integer.toString(i)))
                .toList();

        for (int i = 0; i < calls.size(); i++) {
            assertThat(calls.get(i).join().result().asInt()).isEqualTo(i);
        }
    }

    @Test
    void event_ofAFunctionInJavaScript_isAnsweredByTheEventThatItMakes() {
        client.deployed(
                node(
                        "demo/js-event",
                        "exports.apply = async (input, { event }) => ({ ...event, type: 'done', data: [input, event.shop] });"));

        Reply reply = event("demo.js-event");

        assertThat(reply.header("ce-type")).as(reply.text()).isEqualTo("done");
        assertThat(reply.header("ce-id")).isEqualTo("7");
        assertThat(reply.text()).isEqualTo("[1,\"x\"]");
    }

    private Reply event(String type) {
        return client.post(
                "/v1/events",
                Client.JSON,
                BodyPublishers.ofString("1"),
                "ce-specversion",
                "1.0",
                "ce-id",
                "7",
                "ce-source",
                "/it",
                "ce-type",
                type,
                "ce-shop",
                "x");
    }

    @Test
    void result_largerThanAFrame_comesWhole() {
        client.deployed(node("demo/large", ECHO));
        byte[] large = new byte[3_000_000];
        Arrays.fill(large, (byte) 'x');

        Reply reply = client.post("/v1/algo/demo/large", Client.TEXT, large);

        assertThat(reply.result().asText()).hasSize(large.length);
    }

    @Test
    void event_ofAProgram_isPassedInHeadersAndAnsweredInThem() {
        client.deployed(exec(
                "demo/exec-event",
                "[python3, serve.py]",
                server(
                        "ce = {k: v for k, v in self.headers.items() if k.lower().startswith('ce-')}",
                        "ce.update({'ce-type': 'done', 'ce-subject': ce['ce-shop']})",
                        "self.answer(200, body, Content_Type='application/json', **ce)")));

        Reply reply = event("demo.exec-event");

        assertThat(reply.header("ce-type")).as(reply.text()).isEqualTo("done");
        assertThat(reply.header("ce-subject")).isEqualTo("x");
        assertThat(reply.text()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            self.answer(503, b'the model is away', Content_Type='text/plain') | AlgorithmError | the model is away
            self.answer(422, b'no such city') | InputError | no such city
            self.answer(500, b'') | ParsingError | status 500 without a body
            self.answer(302, b'') | ParsingError | status 302
            self.wfile.write(b'hello\\r\\n\\r\\n') | ParsingError | not HTTP
            self.wfile.write(b'HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nhi'); self.close_connection = True | ParsingError | closed
            self.answer(200, b'{', Content_Type='application/json') | ParsingError | labelled JSON but is not
            print('I go', flush=True); os._exit(3) | SystemExit | exit code 3
            """)
    void answer_ofAProgram_thatIsNoResult_isAFailure(String does, String errorType, String said) {
        client.deployed(exec("demo/fails", "[python3, serve.py]", server(does)));

        Reply reply = client.call("demo/fails", "1");

        assertThat(reply.errorType()).as(reply.text()).isEqualTo(errorType);
        assertThat(reply.message()).contains(said);
    }

    @Test
    void program_ofThePackage_isAScriptOfTheShell() throws IOException {
        String manifest = "name: demo/script\nruntime: exec\npackage: .\n"
                + "exec: {command: [./serve, now], health: tcp, path: /call}\n";
        String serve = "#!/bin/sh\necho starting $1 on $PORT\nexec python3 serve.py\n";
        client.deployed(Packages.text(
                manifest,
                Map.of(
                        "app/serve",
                        serve,
                        "app/serve.py",
                        server("self.answer(200, self.path.encode(), Content_Type='text/plain')"))));

        assertThat(client.call("demo/script", "1").result().asText()).isEqualTo("/call");
        assertThat(client.lines("demo/script")).anyMatch(line -> line.matches("starting now on [1-9]\\d+"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [python3, serve.py, elsewhere]       | it listens on port
            [sh, -c, 'echo I think; exec cat']   | I think
            [sh, -c, 'echo no config; exit 4']   | no config
            [./serve.sh]                         | './serve.sh', which is not in its package
            [./serve.py]                         | is not a program of this host
            [no-such-program-here]               | no-such-program-here
            """)
    void program_thatNeverServes_failsItsDeployWithItsLastLines(String command, String said) {
        client.deployed(exec("demo/serves", "[python3, serve.py]", server("self.answer(200, b'', X='1')")));

        Reply reply = client.deploy(exec("demo/serves", command, server("pass"), "startTimeout: 2s"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(409);
        assertThat(reply.message()).contains("demo/serves@0.1.", "version before goes on", said);
        assertThat(client.call("demo/serves", "1").json().has("result")).isTrue();
    }
}
