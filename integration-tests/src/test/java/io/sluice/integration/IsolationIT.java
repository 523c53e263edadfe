package io.sluice.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Functions that do whatever a caller says, in a shell, as an attacker would: on a runtime that confines them, and on one that
 * doesn't, where each attack must succeed, since it would prove nothing otherwise.
 */
final class IsolationIT {

    private static final String VICTIMS_SECRET = "the-victims-secret";
    private static final String RUNTIMES_SECRET = "the-runtimes-secret";
    private static final List<String> LANGUAGES = List.of("python", "node", "exec", "java");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Sluice confined;
    private static Sluice open;

    @BeforeAll
    static void startBoth() throws IOException {
        confined = start("confined", "required");
        open = start("open", "off");
        for (Sluice sluice : List.of(confined, open)) {
            Client client = sluice.administrator();
            client.deployed(python("iso/victim", "environment: {TOKEN: " + VICTIMS_SECRET + "}"));
            client.deployed(python("iso/python"));
            client.deployed(node("iso/node", ""));
            client.deployed(exec("iso/exec"));
            client.deployed(java("java"));
            run(sluice, "victim", "true");
        }
        confined.administrator().deployed(python("iso/alone", "permissions: {network: isolated}"));
        confined.administrator().deployed(node("iso/alone-node", "permissions: {network: isolated}"));
        confined.administrator().deployed(exec("iso/alone-exec", "permissions: {network: isolated}"));
    }

    private static Sluice start(String name, String isolation) throws IOException {
        return Sluice.start(
                Files.createDirectory(folder.resolve(name)),
                Map.of("SLUICE_ISOLATION", isolation, "OPERATORS_TOKEN", RUNTIMES_SECRET));
    }

    @AfterAll
    static void endBoth() {
        confined.close();
        open.close();
    }

    private static byte[] python(String function, String... more) {
        return Packages.text(
                "name: " + function + "\nruntime: python\npackage: .\n" + String.join("\n", more) + "\n",
                Map.of("app/main.py", """
                        import subprocess

                        def apply(command):
                            done = subprocess.run(["/bin/sh", "-c", command], stdout=subprocess.PIPE,
                                                  stderr=subprocess.STDOUT, timeout=20)
                            return done.stdout.decode("utf-8", "replace")
                        """));
    }

    private static byte[] node(String function, String more) {
        return Packages.text(
                "name: " + function + "\nruntime: node\npackage: .\n" + more + "\n", Map.of("app/index.js", """
                        const { spawnSync } = require('child_process');
                        exports.apply = async (command) => {
                          const done = spawnSync('/bin/sh', ['-c', command], { timeout: 20000, encoding: 'latin1' });
                          return done.stdout + done.stderr;
                        };
                        """));
    }

    private static byte[] exec(String function, String... more) {
        return Packages.text(
                "name: " + function
                        + "\nruntime: exec\npackage: .\nexec: {command: [python3, serve.py], health: /health}\n"
                        + String.join("\n", more) + "\n",
                Map.of("app/serve.py", """
                        import json, os, subprocess
                        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

                        class Handler(BaseHTTPRequestHandler):
                            def answer(self, body):
                                self.send_response(200)
                                self.send_header("Content-Type", "application/json")
                                self.send_header("Content-Length", str(len(body)))
                                self.end_headers()
                                self.wfile.write(body)
                            def do_GET(self):
                                self.answer(b"")
                            def do_POST(self):
                                command = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                                done = subprocess.run(["/bin/sh", "-c", command], stdout=subprocess.PIPE,
                                                      stderr=subprocess.STDOUT, timeout=20)
                                self.answer(json.dumps(done.stdout.decode("utf-8", "replace")).encode())

                        ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
                        """));
    }

    private static byte[] java(String name) throws IOException {
        Path project = Files.createTempDirectory(folder, "java");
        Path source = Files.writeString(project.resolve(name + ".java"), """
                package algorithmia.NAME;

                public class NAME {
                    public String apply(String command) throws Exception {
                        Process process = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true).start();
                        return new String(process.getInputStream().readAllBytes());
                    }
                }
                """.replace("NAME", name));
        Path classes = Files.createDirectory(project.resolve("classes"));
        int code =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(code).isZero();
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("sluice.yaml", ("name: iso/" + name + "\nruntime: java\npackage: target\n").getBytes(UTF_8));
        entries.put(
                "app/algorithmia.conf",
                ("{\"username\": \"iso\", \"algoname\": \"" + name + "\", \"language\": \"java\"}").getBytes(UTF_8));
        String file = "classes/algorithmia/" + name + "/" + name + ".class";
        entries.put("app/" + file, Files.readAllBytes(project.resolve(file)));
        return Packages.zip(entries);
    }

    private static String run(Sluice sluice, String function, String command) throws IOException {
        Reply reply = sluice.administrator().call("iso/" + function, JSON.writeValueAsString(command));
        assertThat(reply.errorType()).as(reply.text()).isEmpty();
        return reply.result().asText();
    }

    /** The command with what it needs to know of a runtime. */
    private static String aimed(String command, Sluice sluice) {
        return command.replace("HOME", sluice.home().toString())
                .replace("RUNTIME", Long.toString(sluice.pid()))
                .replace("PUBLIC_PORT", Integer.toString(sluice.address().getPort()));
    }

    /** A command, and what is in its output where it succeeded. */
    private record Attack(String name, String command, String loot) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Attack> attacks() {
        return Stream.of(
                new Attack(
                        "the administrator's key",
                        "head -c 1 HOME/admin.key >/dev/null && echo could-read",
                        "could-read"),
                new Attack("the registry's files", "ls HOME/state", "functions"),
                new Attack(
                        "the key by a link in the scratch folder",
                        "ln -s HOME/admin.key l; head -c 1 l >/dev/null && echo could-read; rm l",
                        "could-read"),
                new Attack(
                        "the runtime's environment",
                        "tr '\\0' '\\n' < /proc/RUNTIME/environ | grep OPERATORS_TOKEN",
                        RUNTIMES_SECRET),
                new Attack(
                        "another instance's environment",
                        "cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep TOKEN= | sort -u",
                        VICTIMS_SECRET),
                new Attack(
                        "the runtime's memory", "dd if=/proc/RUNTIME/mem bs=1 count=0 2>&1 && echo opened", "opened"),
                new Attack("a signal to the runtime", "kill -0 RUNTIME && echo signalled", "signalled"),
                new Attack(
                        "what other instances are called",
                        "ls HOME/scratch | wc -l | grep -v '^[01]$' && echo several",
                        "several"),
                new Attack("a file of the home", "[ -w HOME/runtime.json ] && echo could-write", "could-write"),
                new Attack("its own package", "[ -w $SLUICE_PACKAGE/sluice.yaml ] && echo could-write", "could-write"),
                new Attack(
                        "sockets of other instances",
                        "find /tmp /run -name '*.sock' -path '*sluice-*' 2>/dev/null | grep -c . | grep -v '^0$'"
                                + " && echo found",
                        "found"));
    }

    private static Stream<Arguments> attacksInEachLanguage() {
        return LANGUAGES.stream().flatMap(language -> attacks().map(attack -> Arguments.of(language, attack)));
    }

    @ParameterizedTest
    @MethodSource("attacksInEachLanguage")
    void attack_thatWorksOnAnOpenRuntime_failsOnAConfiningOne(String language, Attack attack) throws IOException {
        assertThat(run(open, language, aimed(attack.command(), open))).contains(attack.loot());
        assertThat(run(confined, language, aimed(attack.command(), confined))).doesNotContain(attack.loot());
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "node", "exec", "java"})
    void instance_hasNoCapabilitiesNoHigherUserAndNoSettingsOfTheKernel(String language) throws IOException {
        assertThat(run(confined, language, "grep CapEff /proc/self/status")).contains("0000000000000000");
        assertThat(run(confined, language, "id -u")).isEqualTo("65534\n");
        assertThat(run(confined, language, "find /proc/sys -writable 2>/dev/null | head -3"))
                .isEmpty();
        assertThat(run(confined, language, "unshare -Ur id -u || echo refused")).contains("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "node", "exec", "java"})
    void instance_writesItsScratchFolderAndReadsItsPackage(String language) throws IOException {
        assertThat(run(confined, language, "echo kept > mine && cat mine && pwd && ls $SLUICE_PACKAGE"))
                .contains("kept", "/scratch/", "app");
    }

    @Test
    void isolatedNetwork_reachesTheRuntimesOwnAddressAndNoOther() throws IOException {
        String connect =
                "python3 -c \"import socket; socket.create_connection(('HOST', PUBLIC_PORT), 3); print('through')\"";
        String local = connect.replace("HOST", "127.0.0.1");

        assertThat(run(open, "python", aimed(local, open))).contains("through");
        assertThat(run(confined, "python", aimed(local, confined))).contains("through");
        for (String function : List.of("alone", "alone-node", "alone-exec")) {
            assertThat(run(confined, function, aimed(local, confined)))
                    .contains("refused")
                    .doesNotContain("through");
            assertThat(run(confined, function, aimed(connect.replace("HOST", "169.254.169.254"), confined)))
                    .contains("unreachable");
            assertThat(run(confined, function, "cat /proc/net/dev | grep -c :")).isEqualTo("1\n");
            String nested = "python3 -c \"import os, urllib.request as u; "
                    + "print(u.urlopen(u.Request(os.environ['SLUICE_API'] + '/v1/algo/iso/victim',"
                    + " b'\\\"echo nested\\\"', {'Content-Type': 'application/json'})).read())\"";
            assertThat(run(confined, function, nested)).contains("nested");
        }
    }

    @Test
    void variablesOfTheLoader_doNothingOutsideTheConfinement() throws IOException {
        Path trace = folder.resolve("trace");
        String environment = "environment: {LD_DEBUG: files, LD_DEBUG_OUTPUT: " + trace + "}";
        open.administrator().deployed(python("iso/loader", environment));
        run(open, "loader", "true");
        assertThat(traces()).isNotEmpty();
        for (Path each : traces()) {
            Files.delete(each);
        }

        confined.administrator().deployed(python("iso/loader", environment));
        run(confined, "loader", "true");

        open.administrator().delete("/v1/functions/iso/loader");
        assertThat(traces().stream().filter(each -> isOf(confined, each))).isEmpty();
    }

    private static boolean isOf(Sluice sluice, Path trace) {
        try {
            return Files.readString(trace).contains(sluice.home().toString());
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> traces() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("trace."))
                    .toList();
        }
    }

    @Test
    void build_ofADependency_readsNoKey() throws IOException {
        assertThat(stolenBy(open)).isEqualTo(open.administratorKey());
        assertThat(stolenBy(confined)).isEmpty();
    }

    /** What a script that npm runs when it installs could read of the key. */
    private static String stolenBy(Sluice sluice) throws IOException {
        String steal = "cat " + sluice.home().resolve("admin.key") + " > stolen.txt 2>/dev/null; true";
        sluice.administrator()
                .deployed(Packages.text(
                        "name: iso/build\nruntime: node\npackage: .\n",
                        Map.of(
                                "app/index.js",
                                "const fs = require('fs');\n"
                                        + "exports.apply = async () => fs.readFileSync(require.resolve('evil/stolen.txt'), 'utf8').trim();",
                                "app/package.json",
                                "{\"name\": \"build\", \"version\": \"1.0.0\", \"dependencies\": {\"evil\": \"file:./evil\"}}",
                                "app/evil/package.json",
                                JSON.writeValueAsString(Map.of(
                                        "name", "evil", "version", "1.0.0", "scripts", Map.of("preinstall", steal))))));
        return sluice.administrator().call("iso/build", "0").result().asText();
    }

    @Test
    void describe_saysWhatIsEnforced() {
        assertThat(confined.administrator().describe("iso/python").isolation())
                .anyMatch(fact -> fact.startsWith("Processes: "))
                .anyMatch(fact -> fact.startsWith("Network: full"));
        assertThat(confined.administrator().describe("iso/alone").isolation())
                .anyMatch(fact -> fact.startsWith("Network: isolated"));
        assertThat(open.administrator().describe("iso/python").isolation())
                .anyMatch(fact -> fact.contains("not isolated") && fact.contains("sluice.isolation is off"));
    }

    @Test
    void isolatedNetwork_whereNothingConfines_isRefusedWithTheRemedy() {
        Reply refused = open.administrator().deploy(python("iso/alone", "permissions: {network: isolated}"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message())
                .contains("permissions.network: isolated", "sluice.isolation is off", "leave it out of sluice.yaml");
    }
}
