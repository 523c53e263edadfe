package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.manifest.pipeline.Pipeline;
import io.sluice.manifest.pipeline.Template;
import io.sluice.manifest.pipeline.Then;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.NestedCalls;
import io.sluice.pool.Payload;
import io.sluice.pool.PoolFailure;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a pipeline: from the payload of its call to its answer. For one event loop. */
final class PipelineRun {

    private static final String WHOLE = "";

    private final Pipeline pipeline;
    private final Call call;
    private final NestedCalls calls;
    private final RunTools tools;
    private final PipelineLimits limits;

    PipelineRun(Pipeline pipeline, Call call, NestedCalls calls, RunTools tools, PipelineLimits limits) {
        this.pipeline = pipeline;
        this.call = call;
        this.calls = calls;
        this.tools = tools;
        this.limits = limits;
    }

    /** Fails with a {@link PipelineError}, or as the pool would where it ran out of time. */
    Uni<Answer> run() {
        Uni<Answer> work =
                tools.expressions().compute(WHOLE, () -> input(call.payload())).chain(this::steps);
        return bounded(work);
    }

    private static JsonNode input(Payload payload) {
        try {
            return Values.of(payload);
        } catch (IllegalArgumentException e) {
            throw PipelineError.validation(WHOLE, "the pipeline's input " + e.getMessage());
        }
    }

    private Uni<Answer> steps(JsonNode given) {
        Evaluation evaluation = new Evaluation(tools, limits, workflow(given));
        TaskRuns tasks = new TaskRuns(call, calls, tools, evaluation, new Budget(limits));
        return made(evaluation, pipeline.input(), given)
                .chain(first -> tasks.list(pipeline.steps(), first, Frame.OUTERMOST, new Then.Continue()))
                .chain(last -> made(evaluation, pipeline.output(), last.value()))
                .chain(value -> tools.expressions().compute(WHOLE, () -> answer(value)));
    }

    private static Uni<JsonNode> made(Evaluation evaluation, @Nullable Template template, JsonNode value) {
        return evaluation.fill(WHOLE, template, value, Map.of());
    }

    private static Answer answer(JsonNode value) {
        return new Answer.Result(Values.payload(value), Map.of());
    }

    private JsonNode workflow(JsonNode input) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", call.invocation())
                .set("input", input);
    }

    private Uni<Answer> bounded(Uni<Answer> work) {
        Duration own = pipeline.timeout();
        if (own != null && own.compareTo(call.timeout()) < 0) {
            return tools.within(
                    own,
                    work,
                    () -> PipelineError.timeout(WHOLE, "the pipeline has " + own + " for a run (timeout.after)"));
        }
        return tools.within(
                call.timeout(),
                work,
                () -> new PoolFailure.TimedOut("the pipeline had no result within "
                        + call.timeout().toMillis() + " ms, what its call had left"));
    }
}
