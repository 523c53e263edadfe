package io.sluice.cli.metadata;

import com.sun.net.httpserver.HttpServer;
import io.sluice.cli.command.SluiceCommand;
import io.sluice.cli.console.Console;
import io.sluice.cli.failure.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs commands against a runtime that answers each of them with something. */
public final class Drive {

    private static final String SUMMARY = """
            {"function":"demo/shout","version":"0.1.0","versions":1,"runtime":"java","callability":"private",
             "instances":1,"invocations":5,"deployedAt":"2026-01-01T00:00:00Z"}""";
    private static final String LATENCY = "{\"count\":1,\"p50\":1.0,\"p90\":1.0,\"p99\":1.0,\"max\":1.0}";
    private static final String STATS = """
            {"function":"demo/shout","version":"0.1.0","invocations":5,
             "warmMillis":LATENCY,"coldMillis":LATENCY,"startMillis":LATENCY}""".replace("LATENCY", LATENCY);
    private static final String DESCRIPTION = """
            {"function":"demo/shout","version":"0.1.0","current":true,"summary":"says it louder","runtime":"java",
             "entryPoint":"shout","packageDigest":"ab","deployedAt":"2026-01-01T00:00:00Z",
             "settings":{"memory":"256MiB"},"events":[],"secrets":[],"isolation":[],
             "instances":[{"id":"i-1","state":"idle"}],"stats":STATS}""".replace("STATS", STATS);

    private static final Map<String, String> ANSWERS = Map.of(
            "POST /v1/functions",
                    "{\"functions\":[{\"function\":\"demo/python\",\"version\":\"0.1.0\"}],\"changed\":true}",
            "GET /v1/functions", "[" + SUMMARY + "]",
            "GET /v1/functions/demo/shout", DESCRIPTION,
            "GET /v1/functions/demo/shout/versions",
                    "[{\"version\":\"0.1.0\",\"state\":\"current\",\"packageDigest\":\"ab\",\"callability\":\"private\",\"deployedAt\":\"2026-01-01T00:00:00Z\"}]",
            "GET /v1/functions/demo/shout/logs",
                    "[{\"at\":\"2026-01-01T00:00:00Z\",\"version\":\"0.1.0\",\"instance\":\"i-1\",\"text\":\"hello\"}]",
            "GET /v1/stats", "[" + STATS + "]",
            "GET /v1/keys",
                    "[{\"id\":\"1\",\"user\":\"demo\",\"label\":\"\",\"rights\":{\"kind\":\"full\",\"functions\":[]},\"createdAt\":\"2026-01-01T00:00:00Z\"}]",
            "GET /v1/graph", "[{\"entry\":\"demo/a\",\"caller\":\"demo/a\",\"callee\":\"demo/b\",\"calls\":1}]",
            "POST /v1/algo/demo/shout", "{\"result\":\"QUIET\",\"metadata\":{\"content_type\":\"text\"}}");

    private final Map<String, String> environment;
    private final Path folder;

    private Drive(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** Does it all, with files in a folder; called by reflection, as it is loaded by another loader. */
    public static void run(Path folder) throws IOException {
        HttpServer runtime = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        runtime.createContext("/", exchange -> {
            byte[] answer = ANSWERS.getOrDefault(
                            exchange.getRequestMethod() + " "
                                    + exchange.getRequestURI().getPath(),
                            "{}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        runtime.start();
        try {
            String url = "http://127.0.0.1:" + runtime.getAddress().getPort();
            new Drive(
                            Map.of(
                                    "SLUICE_URL",
                                    url,
                                    "SLUICE_KEY",
                                    "none",
                                    "SLUICE_HOME",
                                    folder.toString(),
                                    "SLUICE_ROOT",
                                    folder.toString()),
                            folder)
                    .commands();
        } finally {
            runtime.stop(0);
        }
    }

    private void commands() throws IOException {
        for (String form : new String[] {"table", "json"}) {
            sluice("list", "-o", form);
            sluice("describe", "demo/shout", "-o", form);
            sluice("versions", "demo/shout", "-o", form);
            sluice("stats", "-o", form);
            sluice("logs", "demo/shout", "-o", form);
            sluice("key", "list", "-o", form);
            sluice("graph", "-o", form);
        }
        sluice("version");
        sluice("--help");
        sluice("deploy", "--help");
        sluice("call", "demo/shout", "-d", "\"quiet\"");
        sluice("completion");
        for (String language : new String[] {"java", "python", "node", "exec"}) {
            sluice(
                    "new",
                    "--lang",
                    language,
                    "demo/" + language,
                    folder.resolve(language).toString());
        }
        sluice("deploy", "--no-build", folder.resolve("python").toString());
        Files.writeString(folder.resolve("python/sluice.yaml"), "name: demo\nmemory: 12MB\nevents: [1]\n");
        ended(ExitCode.USAGE, "deploy", "--no-build", folder.resolve("python").toString());
    }

    private void sluice(String... words) {
        ended(ExitCode.OK, words);
    }

    private void ended(int expected, String... words) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Console console = new Console(new ByteArrayInputStream(new byte[0]), out, out, false, false, false, 80);
        int code = SluiceCommand.run(environment, console, words);
        if (code != expected) {
            throw new IllegalStateException(
                    String.join(" ", words) + " ended with " + code + ": " + said.toString(StandardCharsets.UTF_8));
        }
    }
}
