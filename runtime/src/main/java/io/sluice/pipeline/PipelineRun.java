package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contract.ContentType;
import io.sluice.manifest.pipeline.Pipeline;
import io.sluice.manifest.pipeline.Then;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.NestedCalls;
import io.sluice.pool.Payload;
import io.sluice.pool.PoolFailure;
import io.sluice.pool.Spooling;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;

/** One run of a pipeline: from the payload of its call to its answer. For one event loop. */
final class PipelineRun {

    private static final String WHOLE = "";

    private final Pipeline pipeline;
    private final boolean network;
    private final Call call;
    private final NestedCalls calls;
    private final RunTools tools;
    private final PipelineLimits limits;
    private final RunSecrets secrets;
    private final RunLog log;

    /** @param network whether it may reach the network */
    PipelineRun(
            Pipeline pipeline,
            boolean network,
            Call call,
            NestedCalls calls,
            RunTools tools,
            PipelineLimits limits,
            RunSecrets secrets,
            RunLog log) {
        this.pipeline = pipeline;
        this.network = network;
        this.call = call;
        this.calls = calls;
        this.tools = tools;
        this.limits = limits;
        this.secrets = secrets;
        this.log = log;
    }

    /** Fails with a {@link PipelineError}, or as the pool would where it ran out of time. */
    Uni<Answer> run() {
        Uni<Answer> work = payload()
                .chain(payload -> tools.expressions().compute(WHOLE, () -> given(payload)))
                .chain(this::steps)
                .onFailure(PipelineError.class)
                .transform(error -> ((PipelineError) error).without(secrets.redaction()));
        return bounded(work);
    }

    private JsonNode given(Payload payload) {
        secrets.require(log.function());
        return input(payload);
    }

    /** Bytes may stay in the spool; what expressions look into has to be here. */
    private Uni<Payload> payload() {
        Payload payload = call.payload();
        return payload.type() == ContentType.BINARY
                ? Uni.createFrom().item(payload)
                : Spooling.whole(
                        payload,
                        call.room(),
                        Math.toIntExact(Math.min(limits.data(), Integer.MAX_VALUE / 2)),
                        PipelineError.limit(
                                WHOLE,
                                "the pipeline's input has " + payload.length()
                                        + " bytes, and the values of a run have at" + " most " + limits.data()
                                        + " together (sluice.pipelines.data)"));
    }

    private static JsonNode input(Payload payload) {
        try {
            return Values.of(payload);
        } catch (IllegalArgumentException e) {
            throw PipelineError.validation(WHOLE, "the pipeline's input " + e.getMessage());
        }
    }

    private Uni<Answer> steps(JsonNode given) {
        Evaluation evaluation = new Evaluation(tools, limits, workflow(given), secrets.variable());
        Budget budget = new Budget(limits);
        TaskRuns tasks = new TaskRuns(
                call,
                calls,
                tools,
                evaluation,
                budget,
                new HttpTasks(tools, evaluation, budget, call.room(), network),
                log,
                secrets.redaction(),
                pipeline.streamed());
        tasks.expect(pipeline.steps(), 1);
        return evaluation
                .into(WHOLE, pipeline.input(), given, Map.of())
                .chain(first -> tasks.list(pipeline.steps(), first, Frame.OUTERMOST, new Then.Continue()))
                .chain(last -> evaluation.outOf(WHOLE, pipeline.output(), last.value(), Map.of()))
                .chain(value -> tools.expressions().compute(WHOLE, () -> answer(value)));
    }

    private static Answer answer(JsonNode value) {
        return new Answer.Result(Values.payload(value), Map.of());
    }

    private JsonNode workflow(JsonNode input) {
        ObjectNode workflow = JsonNodeFactory.instance.objectNode().put("id", call.invocation());
        workflow.set("definition", pipeline.definition());
        workflow.set("input", input);
        workflow.set("startedAt", Moment.of(tools.clock().instant()));
        return workflow;
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
