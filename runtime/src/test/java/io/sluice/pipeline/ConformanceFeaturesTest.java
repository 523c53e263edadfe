package io.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The specification's own conformance features, word by word: all of them pass. The hosts that they name are a server of this test;
 * {@code serverlessworkflow/README.md} among the resources tells where the files are from.
 */
final class ConformanceFeaturesTest {

    private static final Path FEATURES = Path.of("src/test/resources/serverlessworkflow/features");
    private static final int SCENARIOS = 21;

    @TempDir
    Path folder;

    private static List<Feature> features() throws IOException {
        try (Stream<Path> files = Files.list(FEATURES)) {
            return files.sorted().map(ConformanceFeaturesTest::read).toList();
        }
    }

    private static Feature read(Path file) {
        try {
            return Feature.read(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @Test
    void features_areAllThere() throws IOException {
        assertThat(features().stream()
                        .mapToInt(feature -> feature.scenarios().size())
                        .sum())
                .isEqualTo(SCENARIOS);
    }

    @TestFactory
    Stream<DynamicContainer> features_ofTheSpecification_pass() throws IOException {
        return features().stream()
                .map(feature -> DynamicContainer.dynamicContainer(
                        feature.name(),
                        feature.scenarios().stream()
                                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> passes(scenario)))));
    }

    private void passes(Feature.Scenario scenario) throws Exception {
        try (PipelineBench bench = new PipelineBench(folder)) {
            FeatureRun run = new FeatureRun(bench, hosts(bench));
            for (Feature.Step step : scenario.steps()) {
                try {
                    run.step(step);
                } catch (AssertionError wrong) {
                    throw new AssertionError(FeatureRun.told(scenario) + "\nfails at: " + step.words(), wrong);
                }
            }
        }
    }

    private static UnaryOperator<String> hosts(PipelineBench bench) {
        HttpServer server = bench.vertx
                .createHttpServer()
                .requestHandler(ConformanceFeaturesTest::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        String address = "http://127.0.0.1:" + server.actualPort();
        return text -> text.replace("https://petstore.swagger.io", address).replace("https://httpbin.org", address);
    }

    /** A pet store, and a door that opens to who names the words in its path. */
    private static void answer(HttpServerRequest request) {
        String path = request.path();
        if (path.equals("/v2/swagger.json")) {
            json(request, """
                    {"swagger": "2.0", "basePath": "/v2", "paths": {
                      "/pet/findByStatus": {"get": {"operationId": "findPetsByStatus", "parameters": [
                        {"name": "status", "in": "query", "required": true, "type": "array", "collectionFormat": "multi"}]}},
                      "/pet/{petId}": {"get": {"operationId": "getPetById", "parameters": [
                        {"name": "petId", "in": "path", "required": true, "type": "integer"}]}}}}
                    """);
        } else if (path.equals("/v2/pet/findByStatus") && "available".equals(request.getParam("status"))) {
            json(request, "[" + pet("7") + "," + pet("8") + "]");
        } else if (path.matches("/v2/pet/\\d+")) {
            json(request, pet(path.substring(path.lastIndexOf('/') + 1)));
        } else if (path.startsWith("/basic-auth/") && opens(path, request.getHeader("authorization"))) {
            json(request, "{\"authenticated\": true}");
        } else {
            int status = path.startsWith("/basic-auth/") ? 401 : 404;
            var unused = request.response().setStatusCode(status).end();
        }
    }

    private static boolean opens(String path, String authorization) {
        String words = path.substring("/basic-auth/".length()).replace('/', ':');
        String encoded = Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
        return ("Basic " + encoded).equals(authorization);
    }

    private static String pet(String id) {
        return "{\"id\": " + id + ", \"name\": \"Milou\", \"status\": \"available\"}";
    }

    private static void json(HttpServerRequest request, String text) {
        var unused =
                request.response().putHeader("content-type", "application/json").end(text);
    }
}
