package io.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextCommandTest {

    private static final String KEY = "simCONTEXT";

    @TempDir
    private Path folder;

    private final FakeRuntime runtime = new FakeRuntime();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void giveFolders() {
        environment.put("SLUICE_HOME", folder.resolve("home").toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        runtime.on("GET /v1/functions", 200, "[]");
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private Run run(String... arguments) {
        return Run.of(environment, KEY + "\n", arguments);
    }

    private Run add(String name) {
        return run("context", "add", name, runtime.url(), "--key-file", "-");
    }

    @Test
    void add_keepsTheKeyForItsUserAlone_andShowsItNowhere() throws IOException {
        Run added = add("far");

        assertThat(added.code()).isZero();
        Path key = folder.resolve("config/sluice/keys/far");
        assertThat(Files.readString(key)).isEqualTo(KEY + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("config/sluice/contexts.json")))
                .contains(runtime.url())
                .doesNotContain(KEY);
        assertThat(added.out()
                        + added.err()
                        + run("context", "list").out()
                        + run("context", "list", "-o", "json").out())
                .doesNotContain(KEY);
    }

    @Test
    void context_namedBeforeTheCommandOrAfterIt_isWhereItGoes() {
        add("far");

        assertThat(run("--context", "far", "list").code()).isZero();
        assertThat(run("list", "--context", "far").code()).isZero();

        assertThat(runtime.requests).hasSize(2).allSatisfy(request -> assertThat(request.key())
                .isEqualTo("Simple " + KEY));
    }

    @Test
    void context_inUse_isWhereCommandsGo_untilLocalIs() {
        add("far");

        run("context", "use", "far");
        assertThat(run("list").code()).isZero();
        run("context", "use", "local");

        assertThat(run("list").err()).contains("no runtime is running with");
    }

    @Test
    void url_ofTheEnvironment_comesBeforeTheContextInUse() {
        add("far");
        run("context", "use", "far");
        try (FakeRuntime other = new FakeRuntime().on("GET /v1/functions", 200, "[]")) {
            environment.put("SLUICE_URL", other.url());
            environment.put("SLUICE_KEY", "simENVIRONMENT");

            run("list");

            assertThat(other.requests.getFirst().key()).isEqualTo("Simple simENVIRONMENT");
            assertThat(runtime.requests).isEmpty();
        }
    }

    @Test
    void key_ofTheEnvironment_goesToAContextThatHasNone_andToNoOther() {
        run("context", "add", "keyless", runtime.url());
        add("far");
        environment.put("SLUICE_KEY", "simENVIRONMENT");

        run("--context", "keyless", "list");
        run("--context", "far", "list");

        assertThat(runtime.requests)
                .extracting(FakeRuntime.Request::key)
                .containsExactly("Simple simENVIRONMENT", "Simple " + KEY);
    }

    @Test
    void down_leavesTheContextInUseAlone() {
        add("far");
        run("context", "use", "far");

        Run down = run("down");

        assertThat(down.code()).isEqualTo(69);
        assertThat(down.err()).contains("no runtime is running with");
        assertThat(runtime.requests).isEmpty();
    }

    @Test
    void list_asTable_saysWhichIsInUse() {
        add("far");
        run("context", "use", "far");

        assertThat(run("context", "list").out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "CONTEXT IN USE URL KEY CA", "local does not run no", "far yes " + runtime.url() + " yes");
    }

    @Test
    void list_asJson_hasWhatTheTableHas() {
        add("far");

        assertThat(run("context", "list", "-o", "json").out().strip())
                .isEqualTo("[{\"name\":\"local\",\"hasKey\":false,\"current\":true},{\"name\":\"far\",\"url\":\""
                        + runtime.url() + "\",\"hasKey\":true,\"current\":false}]");
    }

    @Test
    void remove_takesTheKeyToo_andTheLocalOneIsInUse() {
        add("far");
        run("context", "use", "far");

        assertThat(run("context", "remove", "far").code()).isZero();

        assertThat(folder.resolve("config/sluice/keys/far")).doesNotExist();
        assertThat(run("list").err()).contains("no runtime is running with");
        assertThat(run("--context", "far", "list").code()).isEqualTo(3);
    }

    @Test
    void add_nameThatIsThere_needsToBeToldToReplaceIt() {
        add("far");

        Run again = run("context", "add", "far", "http://127.0.0.1:1");
        assertThat(again.code()).isEqualTo(5);
        assertThat(again.err()).contains("'far'").contains("--replace");

        assertThat(run("context", "add", "far", "http://127.0.0.1:1", "--replace")
                        .code())
                .isZero();
        assertThat(run("context", "list").out()).contains("http://127.0.0.1:1 ");
        assertThat(folder.resolve("config/sluice/keys/far")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add ../far http://127.0.0.1:1|'../far'",
                "add local http://127.0.0.1:1|'local'",
                "add far localhost:8080|must look like",
                "add far ftp://127.0.0.1|must look like",
                "add far http://127.0.0.1:1 --ca ca.pem|--ca is for https://"
            })
    void add_wrong_isAUsageErrorThatNamesIt(String arguments, String named) {
        Run run = run(("context " + arguments).split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(named);
        assertThat(folder.resolve("config")).doesNotExist();
    }

    @Test
    void add_certificatesThatAreNone_isAUsageError() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "not a certificate");

        Run run = run("context", "add", "far", "https://sluice.test", "--ca", file.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(file.toString()).contains("PEM");
    }

    @Test
    void add_keyOverPlainHttpToAnotherMachine_saysWhoCanReadIt() {
        assertThat(run("context", "add", "far", "http://sluice.test", "--key-file", "-")
                        .err())
                .contains("https://");
        assertThat(add("near").err()).isEmpty();
    }

    @Test
    void urlAndContext_together_areRefused() {
        add("far");

        assertThat(run("--url", runtime.url(), "--context", "far", "list").err())
                .contains("--url and --context both name a runtime");
    }

    @Test
    void contextsFile_thatSomethingElseWrote_isNamed() throws IOException {
        add("far");
        Path file = folder.resolve("config/sluice/contexts.json");
        Files.writeString(file, "{");

        Run run = run("context", "list");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "call demo/shout", "data ls", "remove demo/shout"})
    void runtime_thatSays503_isAskedAgainByWhatNamesAContext(String arguments) {
        add("far");
        runtime.on("POST /v1/algo/demo/shout", 200, "{\"result\":1,\"metadata\":{}}")
                .on("GET /v1/data/", 200, "{\"folders\":[],\"files\":[]}")
                .on("DELETE /v1/functions/demo/shout", 204, "")
                .first(503, "", "")
                .first(503, "application/json", "{\"error\":{\"message\":\"full\"}}");

        Run run = run(("--context far " + arguments).split(" "));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(runtime.requests).hasSize(3);
    }

    @Test
    void call_answeredWith503ByWhatStandsBefore_isNotMadeTwice() {
        add("far");
        runtime.first(503, "text/plain", "upstream reset");

        Run run = run("--context", "far", "call", "demo/shout");

        assertThat(run.code()).isEqualTo(75);
        assertThat(runtime.requests).hasSize(1);
    }

    @Test
    void list_answeredWith503ByWhatStandsBefore_isAskedAgain() {
        add("far");
        runtime.first(503, "text/plain", "upstream reset");

        assertThat(run("--context", "far", "list").code()).isZero();
        assertThat(runtime.requests).hasSize(2);
    }

    @Test
    void fileThatIsReadOnce_answeredWith503_isNotSentTwice() {
        add("far");
        runtime.first(503, "", "");

        Run run = run("--context", "far", "data", "cp", "-", "data://.my/box/a");

        assertThat(run.code()).isEqualTo(75);
        assertThat(runtime.requests)
                .filteredOn(request -> request.line().startsWith("PUT"))
                .hasSizeLessThan(2);
    }

    @Test
    void runtime_thatStaysAway_isWaitedForAsLongAsIsSaid() {
        add("far");
        runtime.close();

        Run run = run("--context", "far", "--wait", "1", "list");

        assertThat(run.code()).isEqualTo(69);
        assertThat(run.err()).contains("tried for 1 s");
    }

    @Test
    void runtime_thatSays503_isNotAskedAgainWithoutAContext() {
        environment.put("SLUICE_URL", runtime.url());
        runtime.first(503, "", "");

        assertThat(run("list").code()).isEqualTo(75);
    }

    @Test
    void wait_ofTheEnvironment_holdsWithoutAContextToo() {
        environment.put("SLUICE_URL", runtime.url());
        environment.put("SLUICE_WAIT", "5");
        runtime.first(503, "", "");

        assertThat(run("list").code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "3001", "soon"})
    void wait_wrong_isAUsageError(String wait) {
        environment.put("SLUICE_URL", runtime.url());
        environment.put("SLUICE_WAIT", wait);

        Run run = run("list");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("SLUICE_WAIT").contains("'" + wait + "'");
    }
}
