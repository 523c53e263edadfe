package io.sluice.cli.command;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.bench.Side;
import io.sluice.cli.client.Home;
import io.sluice.cli.client.Paths;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Json;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.load.Target;
import io.sluice.cli.local.EventLoopTime;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.api.RuntimeStatus;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes what load is put on from functions of a runtime, when one call has shown that it works.
 *
 * @param headers of each call, beside those that every call has
 */
record BenchSides(RuntimeClient client, Input input, String expected, Map<String, String> headers) {

    /** One function, or several as a pipe. */
    Side of(List<FunctionReference> functions) {
        String path = functions.size() == 1 ? Paths.call(functions.getFirst()) : Paths.pipe(functions);
        Target target = target(path);
        tryOnce(path);
        String name = functions.stream().map(FunctionReference::toString).collect(Collectors.joining(" "));
        return new Side(name, target, used());
    }

    private void tryOnce(String path) {
        HttpResponse<byte[]> reply = client.exchange(path, input.type().mediaType(), input.bytes(), headers);
        String body = new String(reply.body(), StandardCharsets.UTF_8);
        JsonNode error = error(body);
        if (error.has("error_type")) {
            throw new CliFailure(
                    ExitCode.FUNCTION_FAILED,
                    "the function failed: " + error.path("message").asText() + " ("
                            + error.path("error_type").asText()
                            + ")\n  Only calls that work are measured; -d gives the input.");
        }
        if (reply.statusCode() / 100 != 2) {
            throw client.failure(reply, body);
        }
        if (!body.contains(expected)) {
            throw new CliFailure(
                    ExitCode.FUNCTION_FAILED,
                    "the answer does not contain '" + expected + "': " + body.substring(0, Math.min(200, body.length()))
                            + "\n  See --expect.");
        }
    }

    private static JsonNode error(String body) {
        try {
            return Json.MAPPER.readTree(body).path("error");
        } catch (JacksonException e) {
            return Json.MAPPER.missingNode();
        }
    }

    private Target target(String path) {
        URI base = URI.create(client.url());
        if (!"http".equals(base.getScheme())) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "bench speaks plain HTTP only, and the runtime's address is '" + client.url()
                            + "'\n  Name the runtime itself with --url, not what stands before it.");
        }
        int port = base.getPort() < 0 ? 80 : base.getPort();
        Map<String, String> all = new LinkedHashMap<>(headers);
        client.authorization().ifPresent(value -> all.put("Authorization", value));
        all.put("Content-Type", input.type().mediaType());
        return Target.post(
                new InetSocketAddress(base.getHost(), port),
                base.getRawAuthority(),
                base.getRawPath() + path,
                all,
                input.bytes(),
                expected);
    }

    /** The processor time of the runtime, if it runs on this machine: then its home is here, and says so. */
    private Optional<Supplier<Duration>> used() {
        try {
            RuntimeStatus status = client.get("/v1/runtime", RuntimeStatus.class);
            return new Home(Path.of(status.home()))
                    .running()
                    .filter(running -> running.pid() == status.pid())
                    .filter(running -> !EventLoopTime.of(running.pid()).isZero())
                    .map(running -> () -> EventLoopTime.of(running.pid()));
        } catch (CliFailure e) {
            return Optional.empty(); // Something stands before it that lets calls through, but not this.
        }
    }
}
