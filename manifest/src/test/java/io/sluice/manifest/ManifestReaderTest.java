package io.sluice.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {

    private static final String MINIMAL = "name: demo/shout\nruntime: java\npackage: target/quarkus-app\n";
    private static final String EXEC = "name: demo/shout\nruntime: exec\npackage: .\n";
    private static final String FULL = """
            name: demo/shout
            version: 1.2.3
            summary: Says it louder
            runtime: java
            package: target/quarkus-app
            build: mvn -q package
            entryPoints: {shout: shout, whisper: quiet}
            memory: 1GiB
            concurrency: 4
            timeout: 500ms
            startTimeout: 5m
            idle: 0s
            instances: {max: 2}
            queue: 0
            maxWait: 5s
            environment:
              GREETING: hi
              ANSWER: yes
              PORTION: 0x10
            secrets: [X_TOKEN]
            permissions: {callability: public, callsOthers: false, network: isolated, source: open}
            cache: {ttl: 60s, shared: true}
            events: [com.acme.order]
            samples: ['"quiet"']
            java: {options: [-Xss1m]}
            """;

    @Test
    void read_minimalFile_fillsInTheDefaults() throws Exception {
        Manifest manifest = ManifestReader.read("sluice.yaml", MINIMAL);

        assertThat(manifest)
                .isEqualTo(new Manifest(
                        FunctionName.parse("demo/shout"),
                        null,
                        "",
                        RuntimeKind.JAVA,
                        "target/quarkus-app",
                        null,
                        Map.of("shout", "shout"),
                        256L << 20,
                        16,
                        Duration.ofSeconds(300),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        8,
                        1000,
                        null,
                        Map.of(),
                        List.of(),
                        Callability.PRIVATE,
                        true,
                        Network.FULL,
                        SourceVisibility.CLOSED,
                        CacheSettings.NONE,
                        List.of(),
                        List.of(),
                        null,
                        List.of()));
    }

    @Test
    void read_fullFile_takesEveryField() throws Exception {
        Manifest manifest = ManifestReader.read("sluice.yaml", FULL);

        assertThat(manifest)
                .isEqualTo(new Manifest(
                        FunctionName.parse("demo/shout"),
                        new SemanticVersion(1, 2, 3),
                        "Says it louder",
                        RuntimeKind.JAVA,
                        "target/quarkus-app",
                        "mvn -q package",
                        Map.of("shout", "shout", "whisper", "quiet"),
                        1L << 30,
                        4,
                        Duration.ofMillis(500),
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        2,
                        0,
                        Duration.ofSeconds(5),
                        Map.of("GREETING", "hi", "ANSWER", "yes", "PORTION", "0x10"),
                        List.of("X_TOKEN"),
                        Callability.PUBLIC,
                        false,
                        Network.ISOLATED,
                        SourceVisibility.OPEN,
                        new CacheSettings(Duration.ofSeconds(60), true),
                        List.of("com.acme.order"),
                        List.of("\"quiet\""),
                        null,
                        List.of("-Xss1m")));
    }

    @Test
    void functions_severalEntryPoints_areNamedBelowTheOwnerInTheFilesOrder() throws Exception {
        assertThat(ManifestReader.read("sluice.yaml", FULL).functions())
                .containsExactly(FunctionName.parse("demo/shout"), FunctionName.parse("demo/whisper"));
    }

    @Test
    void settings_minimalFile_spellTheDefaults() throws Exception {
        assertThat(ManifestReader.read("sluice.yaml", MINIMAL).settings())
                .containsEntry("memory", "256MiB")
                .containsEntry("timeout", "300s")
                .containsEntry("startTimeout", "30s")
                .containsEntry("idle", "10m")
                .containsEntry("instances.max", "8")
                .containsEntry("permissions.callability", "private")
                .doesNotContainKey("maxWait")
                .containsEntry("cache.ttl", "0s")
                .containsEntry("cache.shared", "false");
    }

    @Test
    void cache_withATtlAlone_keepsResultsForEachCallerApart() throws Exception {
        Manifest manifest = ManifestReader.read("sluice.yaml", MINIMAL + "cache: {ttl: 5m}\n");

        assertThat(manifest.cache()).isEqualTo(new CacheSettings(Duration.ofMinutes(5), false));
        assertThat(manifest.cache().keeps()).isTrue();
        assertThat(manifest.settings()).containsEntry("cache.ttl", "300s").containsEntry("cache.shared", "false");
    }

    @Test
    void read_minimalFileAsBytes_isTheSame() throws Exception {
        assertThat(ManifestReader.read("sluice.yaml", MINIMAL.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ManifestReader.read("sluice.yaml", MINIMAL));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            memory: 10MiB | memory: must be at least 64MiB, was '10MiB'
            memory: 2000GiB | memory: must be at most 1TiB, was '2000GiB'
            memory: 256 | memory: must be a size with its unit, such as 256MiB or 1GiB, was '256'
            memory: 256MB | memory: must be a size with its unit, such as 256MiB or 1GiB, was '256MB'
            memory: | memory: must be a size with its unit, such as 256MiB or 1GiB, was 'nothing'
            memory: [1] | memory: must be a size with its unit, such as 256MiB or 1GiB, was '[1]'
            version: 1.0 | version: must have the form major.minor.patch, such as 0.1.0, was '1.0'
            version: 1 | version: must have the form major.minor.patch, such as 0.1.0, was '1'
            version: 1.0.0-rc1 | version: must have the form major.minor.patch, such as 0.1.0, was '1.0.0-rc1'
            timeout: 0s | timeout: must be more than 0, was '0s'
            timeout: 1h | timeout: must be at most 50m, was '1h'
            timeout: 300 | timeout: must be a duration with its unit, such as 500ms, 30s, 5m or 1h, was '300'
            timeout: -5s | timeout: must be a duration with its unit, such as 500ms, 30s, 5m or 1h, was '-5s'
            startTimeout: 11m | startTimeout: must be at most 10m, was '11m'
            idle: 25h | idle: must be at most 24h, was '25h'
            concurrency: 0 | concurrency: must be a whole number from 1 to 1000, was '0'
            concurrency: 1.5 | concurrency: must be a whole number from 1 to 1000, was '1.5'
            concurrency: 99999999999999999999 | concurrency: must be a whole number from 1 to 1000, was '99999999999999999999'
            concurrency: '4' | concurrency: must be a whole number from 1 to 1000, was '4'
            queue: -1 | queue: must be a whole number from 0 to 1000000, was '-1'
            instances: 3 | instances: must be a mapping, such as {max: 8}, was '3'
            instances: {max: 0} | instances.max: must be a whole number from 1 to 1000, was '0'
            instances: {min: 1} | instances.min: is not a field; did you mean 'max'?
            build: '' | build: must be a command, such as mvn -q package, was ''
            entryPoints: {} | entryPoints: must map 1 to 100 function names to the names of functions in the code, such as {shout: shout}, was '{}'
            entryPoints: {a b: c} | entryPoints.a b: the name must have at most 63 letters, digits, '_' or '-' and start with a letter or digit, was 'a b'
            entryPoints: {a: 'b c'} | entryPoints.a: must be the name of a function in the code, was 'b c'
            entryPoints: {a: x, A: y} | entryPoints.A: must differ from the others in more than upper and lower case, was 'A'
            environment: [A] | environment: must map at most 200 names to texts, such as {GREETING: hi}, was '["A"]'
            environment: {A: [b]} | environment.A: must be a text or a number, was '["b"]'
            environment: {A: } | environment.A: must be a text or a number, was 'nothing'
            environment: {PORT: 1} | environment.PORT: the name must be a variable's name (letters, digits and '_', not starting with a digit) other than PORT, ALGORITHMIA_API and SLUICE_*, was 'PORT'
            environment: {SLUICE_API: 1} | environment.SLUICE_API: the name must be a variable's name (letters, digits and '_', not starting with a digit) other than PORT, ALGORITHMIA_API and SLUICE_*, was 'SLUICE_API'
            secrets: [1X] | secrets[0]: must be a variable's name (letters, digits and '_', not starting with a digit) other than PORT, ALGORITHMIA_API and SLUICE_*, was '1X'
            secrets: [X, X] | secrets: must be a list of at most 100 different names, such as [X_TOKEN], was '["X","X"]'
            permissions: {callability: all} | permissions.callability: must be one of: private, public, was 'all'
            permissions: {callsOthers: maybe} | permissions.callsOthers: must be true or false, was 'maybe'
            permissions: {network: none} | permissions.network: must be one of: full, isolated, was 'none'
            permissions: {source: secret} | permissions.source: must be one of: closed, open, was 'secret'
            permissions: {callable: all} | permissions.callable: is not a field; those known are callability, callsOthers, network, source
            cache: 60s | cache: must be a mapping, such as {ttl: 60s}, was '60s'
            cache: {} | cache.ttl: is required
            cache: {shared: true} | cache.ttl: is required
            cache: {ttl: 0s} | cache.ttl: must be more than 0, was '0s'
            cache: {ttl: 25h} | cache.ttl: must be at most 24h, was '25h'
            cache: {ttl: 60} | cache.ttl: must be a duration with its unit, such as 500ms, 30s, 5m or 1h, was '60'
            cache: {ttl: 1m, shared: 1} | cache.shared: must be true or false, was '1'
            cache: {ttl: 1m, tll: 2m} | cache.tll: is not a field; did you mean 'ttl'?
            events: [a b] | events[0]: must be an event type of 1 to 200 characters without blanks, was 'a b'
            samples: [quiet] | samples[0]: must be a JSON text in quotes, such as '"quiet"', was 'quiet'
            samples: [1] | samples[0]: must be a JSON text in quotes, such as '"quiet"', was '1'
            exec: {command: [./serve], health: /health} | exec: is for runtime exec only, was 'java'
            memroy: 64MiB | memroy: is not a field; did you mean 'memory'?
            start-timeout: 3s | start-timeout: is not a field; did you mean 'startTimeout'?
            """, quoteCharacter = '`')
    void read_wrongField_namesLineFieldRuleAndValue(String line, String problem) {
        assertThat(problems(MINIMAL + line + "\n")).containsExactly("sluice.yaml:4: " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exec: {health: /health} | exec.command: is required
            exec: {command: [./serve]} | exec.health: is required
            exec: {command: [], health: /health} | exec.command: must be a list of the program and its arguments, such as [./serve] or [python3, server.py], was '[]'
            exec: {command: ./serve, health: /health} | exec.command: must be a list of the program and its arguments, such as [./serve] or [python3, server.py], was './serve'
            exec: {command: [./serve, 8080], health: /health} | exec.command[1]: must be a text; put numbers in quotes, was '8080'
            exec: {command: [./serve], health: health} | exec.health: must be a path that begins with '/', such as /health, or tcp, was 'health'
            exec: {command: [./serve], health: /, path: ''} | exec.path: must be a path that begins with '/', such as /health, was ''
            exec: {comand: [./serve], health: /} | exec.comand: is not a field; did you mean 'command'?
            exec: ./serve | exec: must be a mapping, such as {command: [./serve], health: /health}, was './serve'
            """, quoteCharacter = '`')
    void read_wrongExec_namesLineFieldRuleAndValue(String line, String problem) {
        assertThat(problems(EXEC + line + "\n")).contains("sluice.yaml:4: " + problem);
    }

    @Test
    void read_execWithoutACommand_saysWhatIsRequired() {
        assertThat(problems(EXEC))
                .containsExactly("sluice.yaml:1: exec: is required for runtime exec,"
                        + " such as 'exec: {command: [./serve], health: /health}'");
    }

    @Test
    void read_execWithEntryPoints_saysWhereCallsGo() {
        assertThat(problems(EXEC + "exec: {command: [./serve], health: /}\nentryPoints: {a: b}\n"))
                .containsExactly("sluice.yaml:5: entryPoints: are not for runtime exec: its calls all go to exec.path");
    }

    @Test
    void read_pipelineWhosePackageIsAFolder_saysThatItIsAFile() {
        assertThat(problems("name: demo/a\nruntime: pipeline\npackage: .\n"))
                .containsExactly("sluice.yaml:3: package: must be the pipeline's file for runtime pipeline, such as"
                        + " pipeline.yaml, was '.'");
    }

    @Test
    void exec_withoutAPath_isCalledAtTheRoot() throws Exception {
        Manifest manifest = ManifestReader.read("sluice.yaml", EXEC + "exec: {command: [a, b], health: /up}\n");

        assertThat(manifest.exec()).isEqualTo(new ExecSettings(List.of("a", "b"), "/up", "/"));
        assertThat(manifest.packageFolder()).isEqualTo(".");
    }

    @Test
    void entryPoint_ofNode_isApplyWhereNoneIsNamed() throws Exception {
        Manifest manifest = ManifestReader.read("sluice.yaml", "name: demo/a\nruntime: node\npackage: .\n");

        assertThat(manifest.entryPoints()).isEqualTo(Map.of("a", "apply"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /etc
            ../other
            target/../../other
            'a\\b'
            """)
    void read_packageFolderThatIsNotInside_isRefused(String folder) {
        assertThat(problems("name: demo/shout\nruntime: java\npackage: " + folder + "\n"))
                .containsExactly("sluice.yaml:3: package: must be a folder inside the project, relative to sluice.yaml,"
                        + " was '" + folder + "'");
    }

    @Test
    void read_secretInEnvironmentToo_isRefused() {
        assertThat(problems(MINIMAL + "environment: {TOKEN: x}\nsecrets:\n- OTHER\n- TOKEN\n"))
                .containsExactly("sluice.yaml:7: secrets[1]: must not stand in environment too, was 'TOKEN'");
    }

    @Test
    void read_severalProblems_tellsAllInTheOrderOfTheLines() {
        assertThat(problems("runtime: pyton\nmemory: 10MiB\nextra: 1\nname: shout\n"))
                .containsExactly(
                        "sluice.yaml:1: package: is required, such as 'package: target/quarkus-app'",
                        "sluice.yaml:1: runtime: must be one of: java, python, node, exec, pipeline, was 'pyton'",
                        "sluice.yaml:2: memory: must be at least 64MiB, was '10MiB'",
                        "sluice.yaml:3: extra: is not a field; those known are build, cache, concurrency, entryPoints,"
                                + " environment, events, exec, idle, instances, java, maxWait, memory, name, package, permissions, queue,"
                                + " runtime, samples, secrets, startTimeout, summary, timeout, version",
                        "sluice.yaml:4: name: must have the form owner/name, each of at most 63 letters, digits, '_' or"
                                + " '-' and starting with a letter or digit, was 'shout'");
    }

    @Test
    void read_blockStyle_pointsToTheLineOfTheKey() {
        assertThat(problems(MINIMAL + "permissions:\n  # who may call it\n  callability: everybody\n"))
                .containsExactly(
                        "sluice.yaml:6: permissions.callability: must be one of: private, public, was 'everybody'");
    }

    @Test
    void read_keyTwice_namesBothLines() {
        assertThat(problems(MINIMAL + "name: demo/other\n"))
                .containsExactly("sluice.yaml:4: name: must not be repeated; line 1 has it too");
    }

    @Test
    void read_emptyFile_saysWhatBelongsThere() {
        assertThat(problems("\n# nothing\n"))
                .containsExactly("sluice.yaml:1: must be a mapping of fields, such as 'name: demo/shout'; this is an"
                        + " empty file");
    }

    @Test
    void read_listAtTheTop_saysWhatBelongsThere() {
        assertThat(problems("- name: demo/shout\n"))
                .containsExactly(
                        "sluice.yaml:1: must be a mapping of fields, such as 'name: demo/shout'; this is a list");
    }

    @Test
    void read_textAtTheTop_saysWhatBelongsThere() {
        assertThat(problems("hello\n"))
                .containsExactly(
                        "sluice.yaml:1: must be a mapping of fields, such as 'name: demo/shout'; this is a text");
    }

    @Test
    void read_tabs_saysThatSpacesAreMeant() {
        assertThat(problems(MINIMAL + "instances:\n\tmax: 2\n"))
                .containsExactly("sluice.yaml:5: must be indented with spaces, not tabs, was 'max: 2'");
    }

    @Test
    void read_brokenSyntax_pointsToTheLine() {
        assertThat(problems(MINIMAL + "events: [a, b\nqueue: 1\n"))
                .singleElement()
                .asString()
                .startsWith("sluice.yaml:5: must be valid YAML: ");
    }

    @Test
    void read_twoDocuments_isAProblem() {
        assertThat(problems(MINIMAL + "---\n" + MINIMAL))
                .singleElement()
                .asString()
                .contains("must be valid YAML");
    }

    @Test
    void read_aliases_areRefusedBeforeTheyUnfold() {
        assertThat(problems("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"))
                .containsExactly("sluice.yaml:2: must not use aliases; write the value out, was '*a'");
    }

    @Test
    void read_deepNesting_isAProblem() {
        assertThat(problems(MINIMAL + "events: " + "[".repeat(10_000))).hasSize(1);
    }

    @Test
    void read_tag_isRefused() {
        assertThat(problems(MINIMAL + "summary: !java/object x\n"))
                .containsExactly("sluice.yaml:4: summary: must not have a tag, was '!java/object'");
    }

    @Test
    void read_keyThatIsAList_isRefused() {
        assertThat(problems(MINIMAL + "? [a]\n: b\n")).containsExactly("sluice.yaml:4: must have texts as keys");
    }

    @Test
    void read_hugeFile_isRefused() {
        assertThat(problems("#".repeat(ManifestReader.MAX_SIZE + 1)))
                .containsExactly("sluice.yaml:1: must have at most 64 KiB, was '65537 characters'");
    }

    @Test
    void read_hugeFileOfBytes_isRefused() {
        InvalidManifestException refusal = catchThrowableOfType(
                InvalidManifestException.class, () -> ManifestReader.read("sluice.yaml", new byte[70_000]));

        assertThat(refusal).hasMessage("sluice.yaml:1: must have at most 64 KiB, was '70000 bytes'");
    }

    @Test
    void read_notUtf8_saysSo() {
        InvalidManifestException refusal = catchThrowableOfType(
                InvalidManifestException.class,
                () -> ManifestReader.read("sluice.yaml", "summary: h\u00e9".getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(refusal).hasMessage("sluice.yaml:1: must be text in UTF-8; save it in that encoding");
    }

    @Test
    void read_controlCharacters_areAProblem() {
        assertThat(problems("name: \u0000\n")).singleElement().asString().contains("must be valid YAML");
    }

    @Test
    void toString_longValue_isCutAndKeptInOneLine() {
        ManifestProblem problem = new ManifestProblem("sluice.yaml", 1, "build", "must", "x\ny".repeat(100));

        assertThat(problem.toString()).hasSizeLessThan(130).doesNotContain("\n").endsWith("...'");
    }

    @Test
    void schema_asPublished_describesEveryField() {
        assertThat(ManifestReader.schema()).contains("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"");
    }

    private static List<String> problems(String yaml) {
        InvalidManifestException refusal =
                catchThrowableOfType(InvalidManifestException.class, () -> ManifestReader.read("sluice.yaml", yaml));
        assertThat(refusal).as("what is wrong with %s", yaml).isNotNull();
        return refusal.problems().stream().map(ManifestProblem::toString).toList();
    }
}
