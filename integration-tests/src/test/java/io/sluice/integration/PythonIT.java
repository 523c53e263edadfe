package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.deploy.PackageZip;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.scaffold.Scaffold;
import io.sluice.contract.FunctionName;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions in Python, on the interpreter of this host. */
@ExtendWith(SharedSluice.class)
final class PythonIT {

    private static final String ECHO = "def apply(input):\n    return input\n";

    /** Says what process it is. */
    private static final String WHO = """
            import os

            AT_IMPORT = os.getpid()


            def apply(input):
                return {"pid": os.getpid(), "parent": os.getppid(), "imported": AT_IMPORT, "session": os.getsid(0),
                        "home": os.environ["HOME"], "here": os.getcwd(), "instance": os.environ["SLUICE_INSTANCE"]}
            """;

    private final Sluice sluice;
    private final Client client;

    @TempDir
    private Path folder;

    PythonIT(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.administrator();
    }

    private static String manifest(String function, String... more) {
        return "name: " + function + "\nruntime: python\npackage: .\n" + String.join("\n", more) + "\n";
    }

    private static byte[] python(String manifest, Map<String, byte[]> files) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("sluice.yaml", manifest.getBytes(StandardCharsets.UTF_8));
        files.forEach((name, content) -> entries.put("app/" + name, content));
        return Packages.zip(entries);
    }

    private static byte[] python(String function, String main, String... more) {
        return python(manifest(function, more), Map.of("main.py", main.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void call_jsonTextAndBytes_comeBackAsTheyWent() {
        client.deployed(python("py/echo", ECHO));

        assertThat(client.call("py/echo", "{\"a\":[1,null,\"ü\"]}").result().toString())
                .isEqualTo("{\"a\":[1,null,\"ü\"]}");
        Reply text = client.post("/v1/algo/py/echo", Client.TEXT, "ü");
        assertThat(text.result().asText()).isEqualTo("ü");
        assertThat(text.metadata().path("content_type").asText()).isEqualTo("text");
        Reply bytes = client.post("/v1/algo/py/echo", Client.BINARY, new byte[] {0, 1});
        assertThat(bytes.result().asText()).isEqualTo("AAE=");
        assertThat(client.call("py/echo", "\"" + "x".repeat(2_000_000) + "\"")
                        .result()
                        .asText())
                .hasSize(2_000_000);
    }

    @Test
    void call_thatAsksForStdout_getsWhatItWroteAndNothingOfOthers() {
        client.deployed(
                python(
                        "py/writes",
                        "import sys\n\n\ndef apply(input):\n    print('got', input)\n    sys.stderr.write('half')\n    return 1\n"));

        List<CompletableFuture<Reply>> replies = IntStream.range(0, 8)
                .mapToObj(i -> client.callAsync("py/writes?stdout=true", Integer.toString(i)))
                .toList();

        for (int i = 0; i < 8; i++) {
            Reply reply = replies.get(i).join();
            assertThat(reply.metadata().path("stdout").asText())
                    .as(reply.text())
                    .isEqualTo("got " + i + "\nhalf\n");
        }
    }

    @Test
    void call_thatFails_tellsTheAuthorsLineAndNothingOfTheRunner() {
        client.deployed(
                python("py/fails", "def inner(x):\n    return {}[x]\n\n\ndef apply(input):\n    return inner(1)\n"));

        Reply reply = client.call("py/fails", "0");

        assertThat(reply.message()).isEqualTo("1");
        assertThat(reply.errorType()).isEqualTo("AlgorithmError");
        assertThat(reply.json().path("error").path("stacktrace").asText())
                .contains("File \"main.py\", line 6, in apply", "File \"main.py\", line 2, in inner")
                .doesNotContain("sluice_runner")
                .endsWith("KeyError: 1\n");
    }

    @Test
    void nestedCalls_byAnyClientAndSeveralAtOnce_belongToTheirCall() {
        client.deployed(python("py/inner", ECHO));
        client.deployed(python("py/outer", """
                import json
                import os
                from concurrent.futures import ThreadPoolExecutor
                from urllib.request import Request, urlopen

                import sluice

                API = os.environ["ALGORITHMIA_API"]


                def post(value):
                    request = Request(API + "/v1/algo/py/inner", json.dumps(value).encode())
                    request.add_header("Content-Type", "application/json")
                    with urlopen(request) as answer:
                        return json.load(answer)["result"]


                def apply(input):
                    with ThreadPoolExecutor(2) as pool:
                        both = list(pool.map(post, [input, input]))
                    return both + [post(input), sluice.pipe("py/inner", "py/inner")(input)]
                """));

        List<CompletableFuture<Reply>> replies = IntStream.range(0, 8)
                .mapToObj(i -> client.callAsync("py/outer", Integer.toString(i)))
                .toList();

        for (int i = 0; i < replies.size(); i++) {
            String expected = "[" + i + "," + i + "," + i + "," + i + "]";
            assertThat(replies.get(i).join().result().toString()).isEqualTo(expected);
        }
    }

    @Test
    void event_forAFunctionThatMakesAnEvent_isAnsweredWithThatEvent() {
        client.deployed(python("py/event", """
                import sluice


                async def apply(input, event):
                    return sluice.Event("answered", event.source, {"got": input}, id=event.id + "-answered")
                """));

        Reply reply = client.post(
                "/v1/events",
                Client.JSON,
                BodyPublishers.ofString("{\"n\":1}"),
                "ce-specversion",
                "1.0",
                "ce-id",
                "7",
                "ce-source",
                "/it",
                "ce-type",
                "py.event");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("ce-type")).isEqualTo("answered");
        assertThat(reply.header("ce-id")).isEqualTo("7-answered");
        assertThat(reply.text()).isEqualTo("{\"got\":{\"n\":1}}");
    }

    @Test
    void output_ofACall_isInTheLogByWholeLines() {
        client.deployed(python(
                "py/prints",
                "import sys\n\ndef apply(input):\n    print('one', end=' ')\n"
                        + "    print('line')\n    print('error', file=sys.stderr)\n    print('half', end='')\n"));

        client.call("py/prints", "0");

        Waits.until("lines are logged").until(() -> client.count("py/prints", "half") == 1);
        assertThat(client.lines("py/prints")).contains("one line", "error", "half");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            syntax    | 'def apply(input):\n    return (\n'           | File "main.py", line 2
            missing   | 'def other(input):\n    return 1\n'           | main.py has no function
            arguments | '\ndef apply(a, b):\n    return 1\n'          | main.py:2: apply(a, b) must take the input
            import    | 'import nowhere\n\ndef apply(input): pass\n'  | File "main.py", line 1
            load      | 'def apply(input): pass\n\ndef load():\n    raise ValueError("no model")\n' | File "main.py", line 4
            """)
    void deploy_ofWhatCannotServe_isRefusedInItsWords_andTheVersionBeforeGoesOn(
            String name, String main, String words) {
        String function = "py/bad-" + name;
        client.deployed(python(function, ECHO));
        assertThat(client.call(function, "1").result().asInt()).isEqualTo(1);

        Reply refused = client.deploy(python(function, main));

        assertThat(refused.status()).as(refused.text()).isIn(400, 409, 422);
        assertThat(refused.message()).contains(words);
        assertThat(client.call(function, "2").result().asInt()).isEqualTo(2);
        assertThat(client.describe(function).version()).isEqualTo("0.1.0");
    }

    @Test
    void deploy_withRequirements_installsThemForThePackageAlone() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("main.py", bytes("import greeting\n\ndef apply(input):\n    return greeting.hail(input)\n"));
        files.put("requirements.txt", bytes("# ours\n./wheels/greeting-1.0-py3-none-any.whl\n"));
        files.put("wheels/greeting-1.0-py3-none-any.whl", wheel());

        client.deployed(python(manifest("py/required"), files));
        client.deployed(python("py/alone", "def apply(input):\n    import greeting\n"));

        assertThat(client.call("py/required", "\"bob\"").result().asText()).isEqualTo("hail bob");
        assertThat(client.call("py/alone", "0").message()).contains("No module named 'greeting'");
    }

    @Test
    void deploy_withARequirementThatDoesNotInstall_isRefusedInPipsWords_andTheVersionBeforeGoesOn() {
        client.deployed(python("py/unrequired", ECHO));
        Map<String, byte[]> files =
                Map.of("main.py", bytes(ECHO), "requirements.txt", bytes("./wheels/nowhere-1.0-py3-none-any.whl\n"));

        Reply refused = client.deploy(python(manifest("py/unrequired"), files));

        assertThat(refused.status()).as(refused.text()).isIn(400, 409, 422);
        assertThat(refused.message()).contains("requirements.txt", "pip ended with exit code", "nowhere-1.0");
        assertThat(client.call("py/unrequired", "2").result().asInt()).isEqualTo(2);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] wheel() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("greeting.py", bytes("def hail(name):\n    return 'hail ' + name\n"));
        entries.put("greeting-1.0.dist-info/METADATA", bytes("Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n"));
        entries.put(
                "greeting-1.0.dist-info/WHEEL",
                bytes("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"));
        entries.put(
                "greeting-1.0.dist-info/RECORD",
                bytes("greeting.py,,\ngreeting-1.0.dist-info/METADATA,,\ngreeting-1.0.dist-info/WHEEL,,\n"
                        + "greeting-1.0.dist-info/RECORD,,\n"));
        return Packages.zip(entries);
    }

    /** Calls until another instance answers than that. */
    private static JsonNode otherThan(Client of, String function, JsonNode before) {
        JsonNode[] who = new JsonNode[1];
        Waits.until("another instance answers").until(() -> {
            who[0] = of.call(function, "0").result();
            return who[0].has("instance") && !who[0].path("instance").equals(before.path("instance"));
        });
        return who[0];
    }

    /** Its process as this host knows it; it knows itself by an id of its own namespace. */
    private static ProcessHandle process(Client of, String function, JsonNode who) {
        return of.describe(function).instances().stream()
                .filter(instance -> instance.id().equals(who.path("instance").asText()))
                .findFirst()
                .flatMap(instance -> ProcessHandle.of(instance.pid()))
                .orElseThrow();
    }

    private static boolean isFork(JsonNode who) {
        return who.path("imported").asLong() != who.path("pid").asLong();
    }

    /** Ends instances until one comes that was forked, which takes a fork server that is ready. */
    private static JsonNode forked(Client of, String function) {
        JsonNode[] who = {of.call(function, "0").result()};
        Waits.until("an instance is a fork").until(() -> {
            if (isFork(who[0])) {
                return true;
            }
            process(of, function, who[0]).destroyForcibly();
            who[0] = otherThan(of, function, who[0]);
            return false;
        });
        return who[0];
    }

    @Test
    void instance_afterTheFirst_isAForkWithSurroundingsOfItsOwn() {
        client.deployed(python("py/forked", WHO));

        JsonNode who = forked(client, "py/forked");

        assertThat(who.path("imported").asLong()).isEqualTo(who.path("parent").asLong());
        assertThat(who.path("session").asLong()).isEqualTo(who.path("pid").asLong());
        assertThat(who.path("home").asText())
                .isEqualTo(who.path("here").asText())
                .endsWith(who.path("instance").asText());
        assertThat(process(client, "py/forked", who).parent()).isPresent();
    }

    @Test
    void instance_whoseForkServerDied_isFollowedByOneThatWasStarted() {
        client.deployed(python("py/orphaned", WHO));
        JsonNode who = forked(client, "py/orphaned");

        process(client, "py/orphaned", who).parent().orElseThrow().destroyForcibly();

        assertThat(isFork(otherThan(client, "py/orphaned", who))).isFalse();
        Waits.until("the reason is logged").until(() -> sluice.log().contains("function=py/orphaned@0.1.0 reason="));
    }

    @Test
    void instance_ofAModuleThatStartsThreads_isStartedAndNotForked() {
        client.deployed(python(
                "py/threads",
                "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n" + WHO));
        JsonNode who = client.call("py/threads", "0").result();

        Waits.until("the reason is logged")
                .until(() -> sluice.log().contains("function=py/threads@0.1.0 reason=importing it started 1 threads"));
        process(client, "py/threads", who).destroyForcibly();

        assertThat(isFork(otherThan(client, "py/threads", who))).isFalse();
    }

    @Test
    void runtime_thatIsKilled_takesForksAndTheirServerWithIt() {
        try (Sluice own = Sluice.start(folder)) {
            Client of = own.administrator();
            of.deployed(python("py/mortal", WHO));
            ProcessHandle fork = process(of, "py/mortal", forked(of, "py/mortal"));
            ProcessHandle server = fork.parent().orElseThrow();

            own.kill();

            for (ProcessHandle each : List.of(fork, server)) {
                Waits.until("process " + each.pid() + " is gone").until(() -> !each.isAlive());
            }
        }
    }

    @Test
    void bundledFunctionAndTemplate_areDeployedAndAnswer() throws Exception {
        Scaffold.create("python", FunctionName.parse("py/fresh"), folder.resolve("fresh"), "file:///none");
        client.deployed(zip(folder.resolve("fresh")));
        client.deployed(zip(Installation.root().resolve("functions/summarize")));

        assertThat(client.call("py/fresh", "\"quiet\"").result().asText()).isEqualTo("QUIET!");
        JsonNode summary = client.call("demo/summarize", "{\"text\":\"A b. A b c. D.\",\"sentences\":1}")
                .result();
        assertThat(summary.path("of").asInt()).isEqualTo(3);
    }

    private byte[] zip(Path project) throws Exception {
        Path zip = folder.resolve("package.zip");
        PackageZip.pack(Project.read(project, null), zip);
        return Files.readAllBytes(zip);
    }
}
