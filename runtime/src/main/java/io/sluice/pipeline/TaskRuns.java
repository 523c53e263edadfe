package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.manifest.pipeline.Passage;
import io.sluice.manifest.pipeline.Step;
import io.sluice.manifest.pipeline.Task;
import io.sluice.manifest.pipeline.Then;
import io.sluice.pool.Call;
import io.sluice.pool.NestedCalls;
import io.sluice.pool.Payload;
import io.sluice.pool.ResultParts;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out the tasks of one run. For one event loop. */
final class TaskRuns {

    private final Call call;
    private final NestedCalls calls;
    private final RunTools tools;
    private final Evaluation evaluation;
    private final Budget budget;
    private final HttpTasks http;
    private final RunLog log;
    private final Redaction secrets;
    private final @Nullable Step streamed;
    private final Emissions emissions;
    private final Loops loops;
    private final Tries tries;

    /**
     * @param secrets takes them out of what failures say
     * @param streamed the step whose rounds' results are the result's items, or null where there is none
     */
    TaskRuns(
            Call call,
            NestedCalls calls,
            RunTools tools,
            Evaluation evaluation,
            Budget budget,
            HttpTasks http,
            RunLog log,
            Redaction secrets,
            @Nullable Step streamed) {
        this.call = call;
        this.calls = calls;
        this.tools = tools;
        this.evaluation = evaluation;
        this.budget = budget;
        this.http = http;
        this.log = log;
        this.secrets = secrets;
        this.streamed = streamed;
        this.emissions = new Emissions(call, calls, tools);
        this.loops = new Loops(this, evaluation);
        this.tries = new Tries(this, evaluation, tools);
    }

    /** Takes the results of the step's rounds as they come; null where nobody does. */
    @Nullable
    InOrder parts(Step step, int rounds) {
        ResultParts parts = call.parts();
        return parts == null || step != streamed
                ? null
                : new InOrder(step.pointer(), tools.expressions(), parts, rounds);
    }

    /** Tells that tasks are about to begin in so many rounds at once, so that instances can start for what they call. */
    void expect(List<Step> steps, int rounds) {
        if (rounds > 0) {
            Expected.afterFirst(steps)
                    .forEach((function, atOnce) -> calls.expect(call.token(), function, atOnce * rounds));
        }
    }

    /**
     * The tasks of a list, from the first on.
     *
     * @param then where the task that the list belongs to leads
     */
    Uni<Outcome> list(List<Step> steps, JsonNode input, Frame frame, Then then) {
        return Cursor.run(Position.first(input), steps.size(), at -> step(steps.get(at.index()), at.value(), frame)
                        .map(at::after))
                .map(last -> last.outcome(then));
    }

    /** One task: its condition, its input, what it does, its output. */
    Uni<Outcome> step(Step step, JsonNode raw, Frame frame) {
        return Uni.createFrom().deferred(() -> {
            TaskLog told = log.begin(step, frame, raw);
            return begun(step, raw, frame, told)
                    .onItem()
                    .invoke(outcome -> told.done(outcome.value()))
                    .onFailure(failure -> !(failure instanceof PipelineError))
                    .transform(failure -> PipelineError.unexpected(step.pointer(), failure))
                    .onFailure(PipelineError.class)
                    .transform(failure -> ((PipelineError) failure).without(secrets))
                    .onFailure()
                    .invoke(told::failed)
                    .onCancellation()
                    .invoke(told::givenUp);
        });
    }

    private Uni<Outcome> begun(Step step, JsonNode raw, Frame frame, TaskLog told) {
        budget.step(step.pointer());
        Map<String, JsonNode> variables = variables(step, raw, frame);
        return evaluation
                .holds(step.pointer(), step.condition(), true, raw, variables)
                .chain(holds -> holds ? carriedOut(step, raw, frame, variables, told) : passedOver(raw, told));
    }

    private static Uni<Outcome> passedOver(JsonNode raw, TaskLog told) {
        told.passedOver();
        return Uni.createFrom().item(new Outcome(raw, new Then.Continue()));
    }

    private Uni<Outcome> carriedOut(
            Step step, JsonNode raw, Frame frame, Map<String, JsonNode> variables, TaskLog told) {
        return evaluation.into(step.pointer(), step.input(), raw, variables).chain(input -> {
            Map<String, JsonNode> more = new HashMap<>(variables);
            more.put("input", input);
            return timed(step, task(step, input, frame, more, told)).chain(outcome -> left(step, outcome, more));
        });
    }

    private Uni<Outcome> timed(Step step, Uni<Outcome> work) {
        return step.timeout() == null
                ? work
                : tools.within(
                        step.timeout(),
                        work,
                        () -> PipelineError.timeout(step.pointer(), "it has " + step.timeout() + " (timeout.after)"));
    }

    private Uni<Outcome> left(Step step, Outcome outcome, Map<String, JsonNode> variables) {
        Map<String, JsonNode> more = new HashMap<>(variables);
        more.put("output", outcome.value());
        return evaluation
                .outOf(step.pointer(), step.output(), outcome.value(), more)
                .chain(output -> exported(step, output, variables))
                .map(output -> new Outcome(output, outcome.then()));
    }

    private Uni<JsonNode> exported(Step step, JsonNode output, Map<String, JsonNode> variables) {
        budget.data(step.pointer(), Values.size(output));
        if (step.export().equals(Passage.OPEN)) {
            return Uni.createFrom().item(output);
        }
        Map<String, JsonNode> more = new HashMap<>(variables);
        more.put("output", output);
        return evaluation
                .outOf(step.pointer(), step.export(), output, more)
                .invoke(made -> {
                    if (step.export().template() != null) {
                        evaluation.export(made);
                    }
                })
                .replaceWith(output);
    }

    private Uni<Outcome> task(Step step, JsonNode input, Frame frame, Map<String, JsonNode> variables, TaskLog told) {
        Then then = step.then();
        return switch (step.task()) {
            case Task.Call one -> called(step, one, input, variables, told).map(value -> new Outcome(value, then));
            case Task.Http one -> http.request(step, one, input, variables).map(value -> new Outcome(value, then));
            case Task.OpenApi one -> http.operation(step, one, input, variables).map(value -> new Outcome(value, then));
            case Task.Emit one -> emitted(step, one, input, variables).map(value -> new Outcome(value, then));
            case Task.Do list -> list(list.steps(), input, frame, then);
            case Task.For loop -> loops.run(step, loop, input, frame, variables);
            case Task.Fork fork -> loops.fork(step, fork, input, frame);
            case Task.Switch choice -> chosen(step, choice, input, variables, 0);
            case Task.Try attempt -> tries.run(step, attempt, input, frame);
            case Task.Set set ->
                evaluation.fill(step.pointer(), set.value(), input, variables).map(value -> new Outcome(value, then));
            case Task.Wait wait -> tools.after(wait.time()).replaceWith(new Outcome(input, then));
            case Task.Raise raise ->
                evaluation
                        .fill(step.pointer(), raise.error(), input, variables)
                        .onItem()
                        .failWith(error -> PipelineError.raised(step.pointer(), error))
                        .replaceWith(new Outcome(input, then));
        };
    }

    private Uni<JsonNode> emitted(Step step, Task.Emit one, JsonNode input, Map<String, JsonNode> variables) {
        String pointer = step.pointer();
        return evaluation
                .fill(pointer, one.event(), input, variables)
                .map(attributes -> emissions.event(step, attributes))
                .chain(event -> tools.expressions()
                        .compute(pointer, () -> Values.payload(event.path("data")))
                        .invoke(data -> emissions.send(event, data))
                        .replaceWith(event));
    }

    private Uni<JsonNode> called(
            Step step, Task.Call one, JsonNode input, Map<String, JsonNode> variables, TaskLog told) {
        String pointer = step.pointer();
        return evaluation
                .fill(pointer, one.input(), input, variables)
                .chain(value ->
                        tools.expressions().compute(pointer, Values.isSmall(value), () -> Values.payload(value)))
                .chain(payload -> calls.call(nested(one, payload, step)))
                .chain(outcome -> switch (outcome) {
                    case NestedCalls.Outcome.Returned returned -> {
                        told.served(returned.served());
                        Payload payload = returned.payload();
                        yield tools.expressions().compute(pointer, Values.isSmall(payload), () -> Values.of(payload));
                    }
                    case NestedCalls.Outcome.Failed failed ->
                        Uni.createFrom().failure(PipelineError.call(pointer, failed));
                });
    }

    private NestedCalls.NestedCall nested(Task.Call one, Payload payload, Step step) {
        return new NestedCalls.NestedCall(
                call.token(),
                one.function().toString(),
                payload,
                step.timeout(),
                null,
                null,
                null,
                Map.of(),
                call.room());
    }

    private Uni<Outcome> chosen(
            Step step, Task.Switch choice, JsonNode input, Map<String, JsonNode> variables, int index) {
        if (index == choice.cases().size()) {
            return Uni.createFrom().item(new Outcome(input, step.then()));
        }
        Task.Switch.Case one = choice.cases().get(index);
        return evaluation
                .holds(step.pointer() + "/switch/" + index, one.when(), true, input, variables)
                .chain(holds -> holds
                        ? Uni.createFrom().item(new Outcome(input, one.then()))
                        : chosen(step, choice, input, variables, index + 1));
    }

    private Map<String, JsonNode> variables(Step step, JsonNode raw, Frame frame) {
        Map<String, JsonNode> variables = new HashMap<>(frame.variables());
        ObjectNode task =
                JsonNodeFactory.instance.objectNode().put("name", step.name()).put("reference", step.pointer());
        task.set("definition", step.definition());
        task.set("input", raw);
        task.set("startedAt", Moment.of(tools.clock().instant()));
        variables.put("task", task);
        variables.put("input", raw);
        return variables;
    }
}
