package io.sluice.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.client.Paths;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
import io.sluice.cli.console.Table;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.FunctionReference;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Sends one call or pipe and shows what comes back. */
final class Caller {

    private static final int MAX_TIMEOUT = 3000;

    private final Session session;
    private final InputOptions options;

    Caller(Session session, InputOptions options) {
        this.session = session;
        this.options = options;
    }

    int call(List<FunctionReference> function) {
        return send(Paths.call(function.getFirst()));
    }

    int pipe(List<FunctionReference> steps) {
        return send(Paths.pipe(steps));
    }

    private int send(String path) {
        RuntimeClient client = session.client();
        Input input = Input.of(options.data, session.console.in());
        HttpResponse<byte[]> reply = client.exchange(
                path + query(path.contains("?") ? "&" : "?"),
                input.type().mediaType(),
                input.bytes(),
                options.noCache ? Map.of("Cache-Control", "no-cache") : Map.of());
        boolean success = reply.statusCode() / 100 == 2;
        if (options.raw && success) {
            write(reply.body());
            return ExitCode.OK;
        }
        JsonNode answer = json(client, reply);
        boolean failed = answer.path("error").has("error_type");
        if (!success && !failed) {
            throw client.failure(reply, new String(reply.body(), StandardCharsets.UTF_8));
        }
        return show(answer, failed);
    }

    private String query(String separator) {
        if (options.timeout != null && (options.timeout < 1 || options.timeout > MAX_TIMEOUT)) {
            throw new CliFailure(ExitCode.USAGE, "--timeout must be from 1 to 3000 seconds, was " + options.timeout);
        }
        List<String> parameters = new ArrayList<>();
        if (options.timeout != null) {
            parameters.add("timeout=" + options.timeout);
        }
        if (options.raw) {
            parameters.add("output=raw");
        } else if (options.timing) {
            parameters.add("timing=1");
        }
        return parameters.isEmpty() ? "" : separator + String.join("&", parameters);
    }

    private static JsonNode json(RuntimeClient client, HttpResponse<byte[]> reply) {
        try {
            return Json.MAPPER.readTree(reply.body());
        } catch (IOException e) {
            throw client.unreadable(reply);
        }
    }

    private int show(JsonNode answer, boolean failed) {
        if (session.json()) {
            Json.print(session.console, answer);
        } else if (failed) {
            showFailure(answer.path("error"));
        } else {
            showResult(answer);
        }
        if (options.timing && !session.json()) {
            showTiming(answer.path("metadata"));
        }
        return failed ? ExitCode.FUNCTION_FAILED : ExitCode.OK;
    }

    private void showFailure(JsonNode error) {
        session.console
                .err()
                .println("the function failed: " + error.path("message").asText() + " ("
                        + error.path("error_type").asText() + ")");
        String stack = error.path("stacktrace").asText("");
        if (!stack.isEmpty() && !stack.equals("null")) {
            session.console.err().println(session.verbose ? stack : "  --verbose shows where");
        }
    }

    private void showResult(JsonNode answer) {
        JsonNode result = answer.path("result");
        switch (answer.path("metadata").path("content_type").asText("json")) {
            case "void" -> {}
            case "text" -> session.console.out().println(result.asText());
            case "binary" -> write(Base64.getDecoder().decode(result.asText()));
            default -> Json.print(session.console, result);
        }
    }

    private void write(byte[] bytes) {
        session.console.out().write(bytes, 0, bytes.length);
        session.console.out().flush();
    }

    private void showTiming(JsonNode metadata) {
        Table table = new Table("STEP", "DURATION ms", "WAITING ms", "COLD", "CACHE");
        for (JsonNode step : metadata.path("steps")) {
            table.row(
                    step.path("function").asText() + "@" + step.path("version").asText(),
                    millis(step.path("duration")),
                    millis(step.path("waiting")),
                    step.path("cold").asBoolean() ? "cold" : "",
                    step.has("age") ? "%.3f s old".formatted(step.path("age").asDouble()) : "");
        }
        table.row("total", millis(metadata.path("timing").path("total")), "", "", "");
        Console console = session.console;
        table.print(new Console(
                console.in(),
                console.err(),
                console.err(),
                console.errTerminal(),
                console.errTerminal(),
                false,
                console.columns()));
    }

    private static String millis(JsonNode seconds) {
        return "%.3f".formatted(seconds.asDouble() * 1000);
    }
}
