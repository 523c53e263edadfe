package io.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private static final String SUMMARY = """
            [{"function":"demo/shout","version":"0.1.0","versions":1,"runtime":"java","callability":"private",
              "instances":1,"invocations":5,"deployedAt":"2026-01-01T00:00:00Z","somethingNew":1}]""";

    @TempDir
    private Path folder;

    private final FakeRuntime runtime = new FakeRuntime();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void pointToTheRuntime() {
        environment.put("SLUICE_URL", runtime.url());
        environment.put("SLUICE_KEY", "simSECRET1");
        environment.put("SLUICE_HOME", folder.resolve("home").toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private Run run(String... arguments) {
        return Run.of(environment, "", arguments);
    }

    @Test
    void list_asTable_hasARowForEachFunction() {
        runtime.on("GET /v1/functions", 200, SUMMARY);

        Run run = run("list");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "FUNCTION VERSION VERSIONS RUNTIME CALLABLE INSTANCES INVOCATIONS DEPLOYED",
                        "demo/shout 0.1.0 1 java private 1 5 2026-01-01T00:00:00Z");
        assertThat(runtime.requests.getFirst().key()).isEqualTo("Simple simSECRET1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list -o json", "-o json list", "-o JSON list"})
    void list_asJson_isOneLineForScripts(String arguments) {
        runtime.on("GET /v1/functions", 200, SUMMARY);

        assertThat(run(arguments.split(" ")).out().strip())
                .startsWith("[{\"function\":\"demo/shout\"")
                .doesNotContain("\n");
    }

    @Test
    void list_nothingDeployed_saysWhatToDo() {
        runtime.on("GET /v1/functions", 200, "[]");

        assertThat(run("list").err()).contains("sluice deploy DIR");
    }

    @ParameterizedTest
    @CsvSource({"400,2", "401,4", "403,4", "404,3", "409,5", "413,2", "429,75", "503,75", "500,70"})
    void list_refused_endsWithTheCodeOfTheStatus(int status, int code) {
        runtime.on("GET /v1/functions", status, "{\"error\":{\"message\":\"the reason\",\"code\":1}}");

        Run run = run("list");

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.err())
                .startsWith("sluice: the reason")
                .doesNotContain("Exception")
                .doesNotContain("simSECRET1");
    }

    @ParameterizedTest
    @CsvSource({"429, Try again in 7 s.", "503, Try again in a moment."})
    void list_refusedForNow_saysWhenToComeBack(int status, String advice) {
        runtime.on("GET /v1/functions", status, "{\"error\":{\"message\":\"the reason\",\"code\":1}}");

        assertThat(run("list").err()).contains(advice);
    }

    @Test
    void list_refusedWithoutAHint_saysTheReasonAndNoMore() {
        runtime.on("GET /v1/functions", 409, "{\"error\":{\"message\":\"the reason\",\"hint\":null,\"code\":1}}");

        assertThat(run("list").err().strip()).isEqualTo("sluice: the reason");
    }

    @Test
    void list_notARuntime_saysSo() {
        runtime.on("GET /v1/functions", 200, "<html>");

        Run run = run("list");

        assertThat(run.code()).isEqualTo(70);
        assertThat(run.err()).contains("not a Sluice runtime");
    }

    @Test
    void list_nobodyAnswers_saysHowToStart() {
        runtime.close();

        Run run = run("list");

        assertThat(run.code()).isEqualTo(69);
        assertThat(run.err()).contains("no runtime answers at").contains("sluice up");
    }

    @Test
    void list_noRuntimeKnown_saysHowToStart() {
        environment.remove("SLUICE_URL");

        Run run = run("list");

        assertThat(run.code()).isEqualTo(69);
        assertThat(run.err()).contains("no runtime is running with").contains("sluice up");
    }

    @Test
    void list_runtimeFileAndKeyFile_areFoundInTheHome() throws IOException {
        environment.remove("SLUICE_URL");
        environment.remove("SLUICE_KEY");
        Path home = Files.createDirectories(folder.resolve("home"));
        long pid = ProcessHandle.current().pid();
        Files.writeString(home.resolve("runtime.json"), "{\"url\":\"" + runtime.url() + "\",\"pid\":" + pid + "}");
        Files.writeString(home.resolve("admin.key"), "simADMIN\n");
        runtime.on("GET /v1/functions", 200, SUMMARY);

        assertThat(run("list").code()).isZero();
        assertThat(runtime.requests.getFirst().key()).isEqualTo("Simple simADMIN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "list --nonsense", "call", "call shout", "secret", "-o xml list", "key create"})
    void commandLine_wrong_endsWithTwo(String arguments) {
        assertThat(run(arguments.split(" ")).code()).isEqualTo(2);
    }

    @Test
    void url_wrong_saysWhatItLooksLike() {
        Run run = run("--url", "localhost:8080", "list");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("must look like http://127.0.0.1:8080");
    }

    @Test
    void help_listsCommandsAndExitCodes() {
        assertThat(run("--help").out()).contains("rollback").contains("69").contains("no runtime answers");
    }

    @Test
    void call_json_printsTheResult() {
        runtime.on("POST /v1/algo/demo/shout", 200, "{\"result\":\"QUIET\",\"metadata\":{\"content_type\":\"json\"}}");

        Run run = run("call", "demo/shout", "-d", "\"quiet\"");

        assertThat(run.out()).isEqualTo("\"QUIET\"\n");
        assertThat(runtime.requests.getFirst().contentType()).isEqualTo("application/json");
        assertThat(runtime.requests.getFirst().text()).isEqualTo("\"quiet\"");
    }

    @Test
    void call_version_isInThePath() {
        runtime.on("POST /v1/algo/demo/shout/1.2.*", 200, "{\"result\":1,\"metadata\":{}}");

        assertThat(run("call", "demo/shout@1.2.*", "-d", "1").out()).isEqualTo("1\n");
    }

    @Test
    void call_textFromStandardInput_isSentAsText() {
        runtime.on("POST /v1/algo/demo/shout", 200, "{\"result\":\"QUIET!\",\"metadata\":{\"content_type\":\"text\"}}");

        Run run = Run.of(environment, "quiet", "call", "demo/shout", "-d", "@-");

        assertThat(run.out()).isEqualTo("QUIET!\n");
        assertThat(runtime.requests.getFirst().contentType()).isEqualTo("text/plain");
    }

    @Test
    void call_binaryResult_isWrittenAsBytes() {
        runtime.on("POST /v1/algo/demo/shout", 200, "{\"result\":\"AAH/\",\"metadata\":{\"content_type\":\"binary\"}}");

        assertThat(run("call", "demo/shout").bytes()).containsExactly(0, 1, 255);
    }

    @Test
    void call_functionFails_saysWhyAndEndsWithOne() {
        runtime.on(
                "POST /v1/algo/demo/shout",
                200,
                "{\"error\":{\"message\":\"too loud\",\"error_type\":\"InputError\"},\"metadata\":{}}");

        Run run = run("call", "demo/shout");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("the function failed: too loud (InputError)\n");
    }

    @Test
    void call_functionFailsWithAStack_showsItOrHowToSeeIt() {
        runtime.on(
                "POST /v1/algo/demo/shout",
                200,
                "{\"error\":{\"message\":\"no\",\"error_type\":\"AlgorithmError\",\"stacktrace\":\"at main.py:3\"}}");

        assertThat(run("call", "demo/shout").err())
                .isEqualTo("the function failed: no (AlgorithmError)\n  --verbose shows where\n");
        assertThat(run("call", "--verbose", "demo/shout").err())
                .isEqualTo("the function failed: no (AlgorithmError)\nat main.py:3\n");
    }

    @Test
    void call_raw_writesTheBodyAsItIs() {
        runtime.on("POST /v1/algo/demo/shout?output=raw", 200, "as it is");

        assertThat(run("call", "demo/shout", "--raw").out()).isEqualTo("as it is");
    }

    @Test
    void call_noCache_isInTheHeader() {
        runtime.on("POST /v1/algo/demo/shout", 200, "{\"result\":1,\"metadata\":{}}");

        assertThat(run("call", "demo/shout", "--no-cache").code()).isZero();
        assertThat(run("call", "demo/shout").code()).isZero();

        assertThat(runtime.requests)
                .extracting(FakeRuntime.Request::cacheControl)
                .containsExactly("no-cache", null);
    }

    @Test
    void call_timeoutOutOfRange_isRefusedBeforeTheCall() {
        assertThat(run("call", "demo/shout", "--timeout", "0").code()).isEqualTo(2);
        assertThat(runtime.requests).isEmpty();
    }

    @Test
    void call_fileThatIsNotThere_endsWithThree() {
        Run run = run("call", "demo/shout", "-d", "@" + folder.resolve("absent"));

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("there is no file");
    }

    @Test
    void pipe_timing_showsARowForEachStep() {
        runtime.on("POST /v1/pipe?step=demo%2Fa&step=demo%2Fb%401.*&timeout=5&timing=1", 200, """
                {"result":[1],"metadata":{"content_type":"json","timing":{"total":0.004},"steps":[
                 {"function":"demo/a","version":"0.1.0","duration":0.001,"waiting":0.0005,"cold":true},
                 {"function":"demo/b","version":"1.0.0","duration":0.002,"waiting":0,"cold":false,"age":1.5}]}}""");

        Run run = run("pipe", "demo/a", "demo/b@1.*", "-d", "x", "-v", "--timeout", "5");

        assertThat(run.out()).isEqualTo("[1]\n");
        assertThat(run.err().replaceAll(" +", " "))
                .contains("demo/a@0.1.0 1.000 0.500 cold")
                .contains("demo/b@1.0.0 2.000 0.000 1.500 s old\n")
                .contains("total 4.000");
    }

    @Test
    void logs_follow_printsTheLastLinesAndThenThoseThatCome() {
        runtime.on(
                "GET /v1/functions/demo/shout/logs?tail=5",
                200,
                "[{\"at\":\"S\",\"version\":\"0.1.0\",\"instance\":\"i-1\",\"text\":\"before\"}]");
        runtime.on(
                "GET /v1/functions/demo/shout/logs/follow",
                200,
                "{\"at\":\"T\",\"version\":\"0.1.0\",\"instance\":\"i-1\",\"text\":\"hello\"}\n");

        assertThat(run("logs", "-f", "--tail", "5", "demo/shout").out())
                .isEqualTo("S 0.1.0 i-1  before\nT 0.1.0 i-1  hello\n");
    }

    @Test
    void rollback_version_isInTheBody() {
        runtime.on(
                "POST /v1/functions/demo/shout/rollback",
                200,
                "{\"version\":\"0.1.0\",\"state\":\"current\",\"packageDigest\":\"ab\",\"callability\":\"private\",\"deployedAt\":\"T\",\"instances\":0}");

        assertThat(run("rollback", "demo/shout", "0.1.0").out()).isEqualTo("demo/shout is at 0.1.0 now\n");
        assertThat(runtime.requests.getFirst().text()).isEqualTo("{\"version\":\"0.1.0\"}");
    }

    @Test
    void remove_version_isInTheQuery() {
        runtime.on("DELETE /v1/functions/demo/shout?version=0.1.0", 204, "");

        assertThat(run("remove", "demo/shout@0.1.0").out()).isEqualTo("demo/shout@0.1.0 is removed\n");
    }

    @Test
    void secretSet_value_comesFromStandardInputAndIsNotShown() {
        runtime.on("PUT /v1/functions/demo/shout/secrets/TOKEN", 204, "");

        Run run = Run.of(environment, "hush\n", "secret", "set", "demo/shout", "TOKEN");

        assertThat(run.code()).isZero();
        assertThat(run.out() + run.err()).doesNotContain("hush");
        assertThat(runtime.requests.getFirst().text()).isEqualTo("hush");
    }

    private static final String KEY = """
            {"id":"k1","user":"demo","label":"the shop","rights":{"kind":"algorithm","functions":["algo://demo/*"],"readsData":true,
             "writesData":false,"managesFunctions":false},"createdAt":"T","key":"simNEW"}""";

    @Test
    void keyCreate_printsTheKeyAlone() {
        runtime.on("POST /v1/keys", 201, KEY);

        assertThat(run("key", "create", "demo", "--admin").out()).isEqualTo("simNEW\n");
        assertThat(runtime.requests.getFirst().text()).contains("\"user\":\"demo\"", "\"kind\":\"superuser\"");
    }

    @Test
    void keyCreate_withRights_asksForTheseOnly() {
        runtime.on("POST /v1/keys", 201, KEY);

        run("key", "create", "demo", "--functions", "demo/*", "--functions", "acme/shout", "--data", "read");

        assertThat(runtime.requests.getFirst().text())
                .contains("\"functions\":[\"demo/*\",\"acme/shout\"]", "\"readsData\":true", "\"writesData\":false")
                .doesNotContain("\"managesFunctions\":true", "superuser");
    }

    @Test
    void keyCreate_ofTwoKinds_isAUsageError() {
        Run run = run("key", "create", "demo", "--admin", "--accounts-only");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--admin", "--accounts-only");
    }

    @Test
    void keyList_saysWhatEachMay_andNeverTheKeys() {
        runtime.on("GET /v1/keys", 200, "[" + KEY + "]");

        assertThat(run("key", "list").out())
                .contains("k1", "demo/*", "read", "the shop")
                .doesNotContain("simNEW");
        assertThat(run("key", "list", "-o", "json").out()).contains("k1").doesNotContain("simNEW");
    }

    @Test
    void deploy_packedFolder_uploadsAndSaysHowToCall() throws IOException {
        Path project = project("name: demo/shout\nruntime: java\npackage: app\n");
        runtime.on(
                "POST /v1/functions",
                201,
                "{\"functions\":[{\"function\":\"demo/shout\",\"version\":\"0.1.0\"}],\"packageDigest\":\"ab\",\"changed\":true}");

        Run run = run("deploy", project.toString());

        assertThat(run.out()).contains("Deployed demo/shout@0.1.0").contains("sluice call demo/shout");
        assertThat(runtime.requests.getFirst().contentType()).isEqualTo("application/zip");
        assertThat(runtime.requests.getFirst().text()).startsWith("PK");
    }

    @Test
    void deploy_wrongManifest_printsEveryProblemAndSendsNothing() throws IOException {
        Path project = project("name: shout\nruntime: java\npackage: app\nmemory: 1MiB\n");

        Run run = run("deploy", project.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("sluice.yaml:1: name: must").contains("sluice.yaml:4: memory: must");
        assertThat(runtime.requests).isEmpty();
    }

    @Test
    void deploy_buildFails_showsItsLastLines() throws IOException {
        Path project = project("name: demo/shout\nruntime: java\npackage: app\nbuild: echo broken pipe; exit 3\n");

        Run run = run("deploy", project.toString());

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err()).contains("exit code 3").contains("broken pipe");
    }

    @Test
    void deploy_folderWithoutManifest_endsWithThree() {
        Run run = run("deploy", folder.toString());

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("it has no sluice.yaml");
    }

    @Test
    void stats_asTable_showsLatencies() {
        String latency = "{\"count\":2,\"p50\":1.5,\"p90\":2,\"p99\":2.25,\"max\":3}";
        String none = "{\"count\":0,\"p50\":0,\"p90\":0,\"p99\":0,\"max\":0}";
        runtime.on(
                "GET /v1/stats?function=demo%2Fshout",
                200,
                "[{\"function\":\"demo/shout\",\"version\":\"0.1.0\",\"invocations\":2,\"cached\":7,\"warmMillis\":"
                        + latency
                        + ",\"coldMillis\":" + none + ",\"startMillis\":" + none + "}]");

        assertThat(run("stats", "demo/shout").out())
                .contains("demo/shout@0.1.0")
                .containsPattern(" 2 +0 +0 +7 ")
                .contains("1.50 / 2.25");
    }

    @Test
    void completion_bash_knowsTheCommands() {
        assertThat(run("completion").out()).contains("rollback").contains("complete -F");
    }

    private Path project(String manifest) throws IOException {
        Path project = folder.resolve("project");
        Files.createDirectories(project.resolve("app"));
        Files.writeString(project.resolve("sluice.yaml"), manifest);
        Files.writeString(project.resolve("app/file"), "content");
        return project;
    }
}
