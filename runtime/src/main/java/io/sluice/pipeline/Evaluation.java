package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.manifest.pipeline.Expression;
import io.sluice.manifest.pipeline.Jq;
import io.sluice.manifest.pipeline.JqFailure;
import io.sluice.manifest.pipeline.JqMeter;
import io.sluice.manifest.pipeline.Passage;
import io.sluice.manifest.pipeline.Schema;
import io.sluice.manifest.pipeline.Template;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates the expressions of one run, and knows what {@code $context} is. For one event loop. */
final class Evaluation {

    private static final long MOST_TICKS = 10_000_000;

    /** What one expression may allocate, whether it is free again or not. */
    private static final long MOST_BYTES = 256L << 20;

    private final RunTools tools;
    private final PipelineLimits limits;
    private final JsonNode workflow;
    private final JsonNode secrets;
    private JsonNode context = JsonNodeFactory.instance.nullNode();

    /**
     * @param workflow what {@code $workflow} is
     * @param secrets what {@code $secrets} is
     */
    Evaluation(RunTools tools, PipelineLimits limits, JsonNode workflow, JsonNode secrets) {
        this.tools = tools;
        this.limits = limits;
        this.workflow = workflow;
        this.secrets = secrets;
    }

    /** Makes it what {@code $context} is from now on. */
    void export(JsonNode value) {
        context = value;
    }

    /** What becomes of a value on its way in: checked, and then made another. */
    Uni<JsonNode> into(String pointer, Passage passage, JsonNode value, Map<String, JsonNode> variables) {
        return checked(pointer, passage, value).chain(sound -> fill(pointer, passage.template(), sound, variables));
    }

    /** What becomes of a value on its way out: made another, and then checked. */
    Uni<JsonNode> outOf(String pointer, Passage passage, JsonNode value, Map<String, JsonNode> variables) {
        return fill(pointer, passage.template(), value, variables).chain(made -> checked(pointer, passage, made));
    }

    private Uni<JsonNode> checked(String pointer, Passage passage, JsonNode value) {
        Schema schema = passage.schema();
        return schema == null
                ? Uni.createFrom().item(value)
                : tools.expressions().compute(pointer, () -> {
                    schema.problem(value).ifPresent(problem -> {
                        throw PipelineError.validation(pointer, "against its schema: " + problem);
                    });
                    return value;
                });
    }

    /** The template filled in, or the value where there is none. */
    Uni<JsonNode> fill(String pointer, @Nullable Template template, JsonNode value, Map<String, JsonNode> variables) {
        return switch (template) {
            case null -> Uni.createFrom().item(value);
            case Template.Fixed fixed -> Uni.createFrom().item(fixed.value());
            case Template.Computed _, Template.Fields _, Template.Items _ -> {
                Map<String, JsonNode> all = all(variables);
                yield tools.expressions()
                        .compute(pointer, () -> template.fill(each -> evaluate(pointer, each, value, all)));
            }
        };
    }

    /** The value of an expression. */
    Uni<JsonNode> value(String pointer, Expression expression, JsonNode value, Map<String, JsonNode> variables) {
        Map<String, JsonNode> all = all(variables);
        return tools.expressions().compute(pointer, () -> evaluate(pointer, expression, value, all));
    }

    /** Whether an expression is neither false nor null; without one, whether that is what it is by default. */
    Uni<Boolean> holds(
            String pointer,
            @Nullable Expression expression,
            boolean byDefault,
            JsonNode value,
            Map<String, JsonNode> variables) {
        return expression == null
                ? Uni.createFrom().item(byDefault)
                : value(pointer, expression, value, variables).map(Evaluation::isTrue);
    }

    /** As jq has it. */
    private static boolean isTrue(JsonNode value) {
        return !value.isNull() && !(value.isBoolean() && !value.booleanValue());
    }

    private Map<String, JsonNode> all(Map<String, JsonNode> variables) {
        Map<String, JsonNode> all = new HashMap<>(variables);
        all.put("context", context);
        all.put("workflow", workflow);
        all.put("secrets", secrets);
        all.put("runtime", JsonNodeFactory.instance.objectNode().put("name", "sluice"));
        return all;
    }

    private JsonNode evaluate(String pointer, Expression expression, JsonNode in, Map<String, JsonNode> variables) {
        try {
            return Jq.evaluate(
                    expression,
                    in,
                    variables,
                    new JqMeter(tools.nanos(), MOST_TICKS, limits.expression().toNanos(), MOST_BYTES));
        } catch (JqFailure e) {
            throw PipelineError.expression(pointer, String.valueOf(e.getMessage()));
        }
    }
}
