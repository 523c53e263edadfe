package io.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.ContentType;
import io.sluice.pool.Answer;
import io.sluice.pool.Payload;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Carries out one scenario of the specification's features: the steps that its conformance test kit knows. */
final class FeatureRun {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAMES = Pattern.compile("'([^']+)'");

    private final PipelineBench bench;
    private final UnaryOperator<String> hosts;
    private String definition = "";
    private String input = "{}";
    private @Nullable Answer answer;

    /** @param hosts replaces the hosts that the features name */
    FeatureRun(PipelineBench bench, UnaryOperator<String> hosts) {
        this.bench = bench;
        this.hosts = hosts;
    }

    void step(Feature.Step step) throws Exception {
        String words = step.words();
        if (words.equals("a workflow with definition:")) {
            definition = hosts.apply(step.text());
        } else if (words.equals("given the workflow input is:")) {
            input = yaml(step.text()).toString();
        } else if (words.equals("the workflow is executed")) {
            Payload payload = new Payload(ContentType.JSON, Buffer.buffer(input));
            answer = bench.run(definition, payload, Duration.ofSeconds(20));
        } else if (words.equals("the workflow should complete with output:")) {
            assertThat(output()).isEqualTo(yaml(step.text()));
        } else if (words.equals("the workflow should complete")) {
            assertThat(output()).isNotNull();
        } else if (words.equals("the workflow should fault")) {
            assertThat(failure()).isNotEmpty();
        } else if (words.equals("the workflow should fault with error:")) {
            JsonNode error = yaml(step.text());
            assertThat(failure())
                    .isEqualTo("task '%s': %s (%s, status %s)"
                            .formatted(
                                    error.path("instance").asText(),
                                    error.path("title").asText(),
                                    error.path("type").asText(),
                                    error.path("status").asText()));
        } else if (words.startsWith("the workflow output should have ")) {
            outputHas(words.substring("the workflow output should have ".length()), step.text());
        } else {
            ran(words);
        }
    }

    private void outputHas(String words, String text) {
        List<String> names =
                NAMES.matcher(words).results().map(found -> found.group(1)).toList();
        for (String name : names) {
            assertThat(property(name).isMissingNode())
                    .as(name + " of " + output())
                    .isFalse();
        }
        if (words.matches("an? '.*' property with value:")) {
            assertThat(property(names.getFirst())).isEqualTo(yaml(text));
        } else if (words.matches("an? '.*' property containing \\d+ items")) {
            String count = words.replaceAll(".*containing (\\d+) items", "$1");
            assertThat(property(names.getFirst())).hasSize(Integer.parseInt(count));
        } else if (!words.matches("properties '.*'")) {
            throw unknown(words);
        }
    }

    private void ran(String words) {
        MatchResult order = Pattern.compile("(\\w+) should run (first|last|(?:after|before) (\\w+))")
                .matcher(words)
                .results()
                .findFirst()
                .orElseThrow(() -> unknown(words));
        List<String> tasks = bench.history.all().getFirst().tasks().stream()
                .map(task -> task.pointer().substring(task.pointer().lastIndexOf('/') + 1))
                .toList();
        String task = order.group(1);
        String other = order.group(3);
        switch (order.group(2).split(" ", 2)[0]) {
            case "first" -> assertThat(tasks.getFirst()).isEqualTo(task);
            case "last" -> assertThat(tasks.getLast()).isEqualTo(task);
            case "after" -> assertThat(tasks).containsSubsequence(other, task);
            default -> assertThat(tasks).containsSubsequence(task, other);
        }
    }

    private static AssertionError unknown(String words) {
        return new AssertionError("a step that this test does not know: " + words);
    }

    private JsonNode property(String path) {
        JsonNode found = output();
        for (String name : path.split("\\.")) {
            found = found.path(name);
        }
        return found;
    }

    private JsonNode output() {
        assertThat(answer).isInstanceOf(Answer.Result.class);
        return Values.of(((Answer.Result) Objects.requireNonNull(answer)).payload());
    }

    private String failure() {
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return ((Answer.Failed) Objects.requireNonNull(answer)).failure().message();
    }

    private static JsonNode yaml(String text) {
        Object value = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return JSON.valueToTree(value);
    }

    /** The words of a scenario, for who reads that it failed. */
    static String told(Feature.Scenario scenario) {
        return Stream.concat(
                        Stream.of(scenario.name()), scenario.steps().stream().map(Feature.Step::words))
                .reduce((all, next) -> all + "\n  " + next)
                .orElse("");
    }
}
