package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.algorithmia.Algorithmia;
import com.algorithmia.AlgorithmiaClient;
import com.algorithmia.algo.AlgoFailure;
import com.algorithmia.algo.AlgoResponse;
import com.algorithmia.algo.ContentType;
import io.sluice.cli.console.Console;
import io.sluice.cli.deploy.Build;
import io.sluice.cli.deploy.PackageZip;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.failure.CliFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders as Algorithmia's authors have them, deployed as they are, called by its stock client. */
@ExtendWith(SharedSluice.class)
final class AlgorithmiaFormsIT {

    private static final String KIT = "from Algorithmia import ADK\n";

    private final Client client;
    private final AlgorithmiaClient stock;

    @TempDir
    private Path folder;

    AlgorithmiaFormsIT(Sluice sluice) {
        this.client = sluice.administrator();
        this.stock =
                Algorithmia.client(sluice.administratorKey(), sluice.address().toString());
    }

    @AfterEach
    void close() throws IOException {
        stock.close();
    }

    private void write(String file, String content) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void algorithm(String language, String name, String file, String source) {
        write(
                "algorithmia.conf",
                "{\"username\": \"forms\", \"algoname\": \"" + name + "\", \"language\": \"" + language + "\"}");
        write(file, source);
    }

    private void python(String name, String source) {
        algorithm("python3-1", name, "src/" + name + ".py", source);
    }

    private void javascript(String name, String source) {
        algorithm("javascript", name, "src/" + name + ".js", source);
    }

    private void java(String name, String source) {
        algorithm("java", name, "src/main/java/algorithmia/" + name + "/" + name + ".java", source);
    }

    private byte[] packed() throws IOException {
        Project project = Project.read(folder, null);
        new Build(new io.sluice.cli.deploy.Installation(java.util.Optional.empty()), Console.ofProcess(Map.of()))
                .run(project);
        Path zip = folder.resolveSibling(folder.getFileName() + ".zip");
        Files.deleteIfExists(zip);
        PackageZip.pack(project, zip);
        return Files.readAllBytes(zip);
    }

    private void deploy() throws IOException {
        client.deployed(packed());
    }

    private AlgoResponse call(String name, Object input) throws Exception {
        return stock.algo("forms/" + name).pipe(input);
    }

    private static byte[] bytes(AlgoResponse response) throws Exception {
        return response.as(new com.algorithmia.TypeToken<byte[]>() {});
    }

    private static AlgoFailure failure(AlgoResponse response) {
        assertThat(response).isInstanceOf(AlgoFailure.class);
        return (AlgoFailure) response;
    }

    @Test
    void python_applyOfAnInput_answersTextJsonBytesAndNull() throws Exception {
        python("Echo", "def apply(input):\n    return input\n");
        deploy();

        assertThat(call("Echo", "Ada").asString()).isEqualTo("Ada");
        assertThat(call("Echo", List.of(1, 2)).asJsonString()).isEqualTo("[1,2]");
        AlgoResponse bytes = call("Echo", new byte[] {0, -1});
        assertThat(bytes.getMetadata().getContentType()).isEqualTo(ContentType.Binary);
        assertThat(bytes(bytes)).isEqualTo(new byte[] {0, -1});
        assertThat(stock.algo("forms/Echo").pipeJson("null").asJsonString()).isEqualTo("null");
    }

    @Test
    void python_developmentKit_loadsOnceAndGivesItsStateToEachCall() throws Exception {
        write("data/model.txt", "3");
        python("Kit", KIT + """
                from . import helper

                def load():
                    with open("data/model.txt") as model:
                        return {"factor": int(model.read()), "loads": helper.count()}

                def apply(input, state):
                    return [input * state["factor"], state["loads"]]

                algorithm = ADK(apply, load)
                algorithm.init("Algorithmia")
                """);
        write("src/helper.py", "loads = 0\n\ndef count():\n    global loads\n    loads += 1\n    return loads\n");
        write(".adk", "");
        deploy();

        assertThat(call("Kit", 2).asJsonString()).isEqualTo("[6,1]");
        assertThat(call("Kit", 5).asJsonString()).isEqualTo("[15,1]");
    }

    @Test
    void python_loadThatFails_answersEachCallWithItsError() throws Exception {
        python("Broken", KIT + """
                def load():
                    raise ValueError("no model")

                def apply(input):
                    return input

                ADK(apply, load).init()
                """);
        deploy();

        for (int i = 0; i < 2; i++) {
            Reply reply = client.call("forms/Broken", "1");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.message()).isEqualTo("no model");
            assertThat(reply.errorType()).isEqualTo("LoadingError");
            assertThat(reply.text()).contains("src/Broken.py\\\", line 3, in load");
        }
        assertThat(failure(call("Broken", 1)).error.getMessage()).contains("no model");
    }

    @Test
    void python_errors_haveTheAuthorsLineAndAKnownType() throws Exception {
        python("Fails", """
                from Algorithmia.errors import AlgorithmException

                def apply(input):
                    if input == "own":
                        raise AlgorithmException("no such city", error_type="InputError")
                    if input == "unknown":
                        raise AlgorithmException("mine", error_type="MyOwnError")
                    return 1 / 0
                """);
        deploy();

        assertThat(client.call("forms/Fails", "\"own\"").errorType()).isEqualTo("InputError");
        assertThat(client.call("forms/Fails", "\"unknown\"").errorType()).isEqualTo("AlgorithmError");
        assertThat(client.call("forms/Fails", "1").text())
                .contains("division by zero", "src/Fails.py\\\", line 8, in apply")
                .doesNotContain("sluice_runner");
        AlgoFailure failure = failure(call("Fails", 1));
        assertThat(failure.error.getMessage()).contains("division by zero");
        assertThat(failure.error.stacktrace).contains("src/Fails.py");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "def apply(input, state): return 1 | src/Wrong.py:1: apply(input, state) must take the input",
                "from Algorithmia import ADK; ADK(lambda a, b, c: 1).init() | the apply that ADK is given must take",
                "def run(input): return 1 | src/Wrong.py has no function apply",
                "def apply(input: return 1 | src/Wrong.py cannot be compiled",
            })
    void python_sourceThatCannotBeServed_isRefusedAtTheDeploy(String source, String words) throws Exception {
        python("Wrong", source + "\n");

        Reply reply = client.deploy(packed());

        assertThat(reply.status()).isGreaterThanOrEqualTo(400);
        assertThat(reply.message()).contains(words);
    }

    @Test
    void python_clientWithoutAKey_callsOnBehalfOfItsCaller() throws Exception {
        python("Inner", "def apply(input):\n    return input.upper()\n");
        deploy();
        clear();
        python("Outer", """
                import Algorithmia
                from Algorithmia.errors import AlgorithmException

                client = Algorithmia.client()

                def apply(input):
                    try:
                        answer = client.algo("algo://forms/Inner").pipe(input)
                        return [answer.result, answer.metadata.content_type]
                    except AlgorithmException as failed:
                        return [failed.error_type, failed.message]
                """);
        deploy();

        assertThat(call("Outer", "quiet").asJsonString()).isEqualTo("[\"QUIET\",\"text\"]");
        assertThat(call("Outer", 3).asJsonString())
                .isEqualTo("[\"AlgorithmError\",\"'int' object has no attribute 'upper'\"]");
    }

    @Test
    void javascript_callback_answersTextJsonBytesNullAndErrors() throws Exception {
        javascript("Echo2", """
                exports.apply = function (input, cb) {
                  if (input === 'fail') return cb(new Error('told so'));
                  if (input === 'throw') return undefinedName;
                  setImmediate(cb, null, input === 'bytes' ? Buffer.from([0, 255]) : input);
                };
                """);
        deploy();

        assertThat(call("Echo2", "Ada").asString()).isEqualTo("Ada");
        assertThat(call("Echo2", Map.of("a", 1)).asJsonString()).isEqualTo("{\"a\":1}");
        assertThat(bytes(call("Echo2", "bytes"))).isEqualTo(new byte[] {0, -1});
        assertThat(stock.algo("forms/Echo2").pipeJson("null").asJsonString()).isEqualTo("null");
        assertThat(failure(call("Echo2", "fail")).error.getMessage()).contains("told so");
        assertThat(client.call("forms/Echo2", "\"throw\"").text())
                .contains("undefinedName is not defined", "src/Echo2.js:3:");
    }

    @Test
    void java_classicClass_choosesTheApplyByItsInput() throws Exception {
        java("Classic", """
                package algorithmia.Classic;

                import java.util.*;

                public class Classic {
                    public static class Person { String name; int age; }

                    public String apply(String text) { return "Hello " + text; }
                    public byte[] apply(byte[] bytes) { return new byte[] {bytes[0], 7}; }
                    public double apply(double a, double b) { return a + b; }
                    public Person apply(Person person) { person.age++; return person; }
                    public Object apply(boolean fail) {
                        if (fail) throw new IllegalStateException("on purpose");
                        return null;
                    }
                }
                """);
        deploy();

        assertThat(call("Classic", "Ada").asString()).isEqualTo("Hello Ada");
        assertThat(bytes(call("Classic", new byte[] {5}))).isEqualTo(new byte[] {5, 7});
        assertThat(call("Classic", List.of(1, 2.5)).asJsonString()).isEqualTo("3.5");
        assertThat(call("Classic", Map.of("name", "Ada", "age", 36)).asJsonString())
                .isEqualTo("{\"name\":\"Ada\",\"age\":37}");
        assertThat(call("Classic", false).asJsonString()).isEqualTo("null");
        AlgoFailure failure = failure(call("Classic", true));
        assertThat(failure.error.getMessage()).contains("on purpose");
        assertThat(failure.error.stacktrace).contains("Classic.java:13").doesNotContain("io.sluice");
        assertThat(client.call("forms/Classic", "[\"a\", true]").errorType()).isEqualTo("InputError");
    }

    @Test
    void java_stockClientInsideWithoutAKey_callsOnBehalfOfItsCaller() throws Exception {
        java("JInner", """
                package algorithmia.JInner;

                public class JInner {
                    public String apply(String text) { return text.toUpperCase(); }
                }
                """);
        deploy();
        clear();
        libraries();
        java("JOuter", """
                package algorithmia.JOuter;

                import com.algorithmia.*;
                import com.algorithmia.algo.*;
                import com.google.gson.*;

                public class JOuter {
                    @AcceptsJson @ReturnsJson
                    public String apply(String json) throws Exception {
                        String inner = Algorithmia.client().algo("forms/JInner").pipe("quiet").asString();
                        JsonObject answer = new JsonObject();
                        answer.addProperty("inner", inner);
                        answer.addProperty("json", json);
                        return answer.toString();
                    }
                }
                """);
        deploy();

        assertThat(call("JOuter", Map.of("a", 1)).asJsonString())
                .isEqualTo("{\"inner\":\"QUIET\",\"json\":\"{\\\"a\\\":1}\"}");
    }

    @Test
    void python_clientWithoutAKey_usesData() throws Exception {
        python("PData", """
                import Algorithmia

                client = Algorithmia.client()

                def apply(input):
                    client.file("data://.session/f").put(input)
                    box = client.dir("data://.my/pdata")
                    if not box.exists():
                        box.create({"read": []})
                    box.file("a b+c").putJson([client.file("data://.session/f").getString()])
                    try:
                        client.file("data://.my/pdata/none").getBytes()
                    except Algorithmia.errors.DataApiError as missing:
                        return [box.file("a b+c").getJson(), [each.getName() for each in box.files()], str(missing)]
                """);
        deploy();

        assertThat(call("PData", "quiet").asJsonString())
                .isEqualTo("[[\"quiet\"],[\"a b+c\"],\"data://.my/pdata/none: path not found\"]");
    }

    @Test
    void java_stockClientInsideWithoutAKey_usesData() throws Exception {
        libraries();
        java("JData", """
                package algorithmia.JData;

                import com.algorithmia.*;
                import com.algorithmia.data.*;

                public class JData {
                    public String apply(String text) throws Exception {
                        AlgorithmiaClient client = Algorithmia.client();
                        client.file("data://.session/f").put(text);
                        DataDirectory box = client.dir("data://.my/jdata");
                        if (!box.exists()) box.create();
                        box.file("a b").put(client.file("data://.session/f").getString() + "!");
                        return box.file("a b").getString();
                    }
                }
                """);
        deploy();

        assertThat(call("JData", "quiet").asString()).isEqualTo("quiet!");
        assertThat(stock.file("data://.my/jdata/a b").getString()).isEqualTo("quiet!");
    }

    @Test
    void java_callsThatEndOtherwise_areToldAtOnce() throws Exception {
        java("Ends", """
                package algorithmia.Ends;

                public class Ends {
                    public String apply(String text) throws Exception {
                        if (text.equals("exit")) System.exit(3);
                        if (text.equals("wait")) {
                            try {
                                Thread.sleep(60_000);
                            } catch (InterruptedException e) {
                                System.out.println("interrupted");
                            }
                        }
                        return text;
                    }
                }
                """);
        deploy();

        String large = "x".repeat(5_000_000);
        assertThat(call("Ends", large).asString()).isEqualTo(large);
        Reply late = client.post("/v1/algo/forms/Ends?timeout=1", Client.TEXT, "wait");
        assertThat(late.errorType()).isEqualTo("TimeoutError");
        Waits.until("the call is interrupted").untilAsserted(() -> assertThat(client.count("forms/Ends", "interrupted"))
                .isEqualTo(1));
        Reply exit = client.post("/v1/algo/forms/Ends", Client.TEXT, "exit");
        assertThat(exit.errorType()).isEqualTo("SystemExit");
        assertThat(exit.metadata().path("duration").asDouble()).isLessThan(5);
        assertThat(call("Ends", "on").asString()).isEqualTo("on");
    }

    @Test
    void java_classOfAnotherName_isRefusedAtTheDeploy() throws Exception {
        algorithm("java", "Named", "src/main/java/Other.java", "public class Other {}\n");

        Reply reply = client.deploy(packed());

        assertThat(reply.status()).isGreaterThanOrEqualTo(400);
        assertThat(reply.message()).contains("there is no class algorithmia.Named.Named with a public apply");
    }

    @Test
    void project_withoutItsSourceOrInAnotherLanguage_isNotPacked() {
        algorithm("python3-1", "Gone", "src/gone.py", "");
        assertThatThrownBy(this::packed)
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("there is no src/Gone.py, but a src/gone.py");

        algorithm("ruby", "Gone", "src/Gone.rb", "");
        assertThatThrownBy(this::packed).hasMessageContaining("was 'ruby'");
    }

    /** The stock client and what it needs, from this test's own class path. */
    private void libraries() throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (Stream.of("algorithmia-client", "gson", "http", "commons-").anyMatch(name::startsWith)) {
                Files.copy(Path.of(entry), lib.resolve(name));
            }
        }
    }

    private void clear() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path each : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                if (!each.equals(folder)) {
                    Files.delete(each);
                }
            }
        }
    }
}
