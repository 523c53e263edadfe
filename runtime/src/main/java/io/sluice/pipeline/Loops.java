package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.manifest.pipeline.Step;
import io.sluice.manifest.pipeline.Task;
import io.sluice.manifest.pipeline.Then;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Tasks that do the same several times, or several things at once; the first that fails ends the others. */
final class Loops {

    private final TaskRuns tasks;
    private final Evaluation evaluation;

    Loops(TaskRuns tasks, Evaluation evaluation) {
        this.tasks = tasks;
        this.evaluation = evaluation;
    }

    /** Does the loop's tasks for each of its items. */
    Uni<Outcome> run(Step step, Task.For loop, JsonNode input, Frame frame, Map<String, JsonNode> variables) {
        return evaluation
                .value(step.pointer() + "/for/in", loop.items(), input, variables)
                .chain(items -> {
                    if (!items.isArray()) {
                        return Uni.createFrom()
                                .failure(PipelineError.validation(
                                        step.pointer() + "/for/in",
                                        "'" + loop.items() + "' must be a list, was " + items.getNodeType()));
                    }
                    return loop.parallel() > 0
                            ? parallel(step, loop, items, input, frame)
                            : rounds(step, loop, items, input, frame);
                });
    }

    private Uni<Outcome> parallel(Step step, Task.For loop, JsonNode items, JsonNode input, Frame frame) {
        int width = Math.min(loop.parallel(), items.size());
        tasks.expect(loop.steps(), width);
        IntFunction<Uni<JsonNode>> one =
                index -> tasks.list(loop.steps(), input, inRound(loop, items, index, frame), new Then.Continue())
                        .map(Outcome::value);
        InOrder parts = tasks.parts(step, items.size());
        IntFunction<Uni<JsonNode>> round =
                parts == null ? one : index -> one.apply(index).call(value -> parts.arrived(index, value));
        Uni<JsonNode> results = loop.collects()
                ? collected(items.size(), width, round)
                : atOnce(items.size(), width, round).map(Loops::list);
        return results.map(value -> new Outcome(value, step.then()));
    }

    /** The results of all, in order; the first that fails ends the others. */
    private static Uni<JsonNode[]> atOnce(int count, int width, IntFunction<Uni<JsonNode>> work) {
        JsonNode[] results = new JsonNode[count];
        if (count == 0) {
            return Uni.createFrom().item(results);
        }
        return Multi.createFrom()
                .range(0, count)
                .onItem()
                .transformToUni(index -> work.apply(index).invoke(value -> results[index] = value))
                .merge(width)
                .collect()
                .last()
                .replaceWith(results);
    }

    /** The results of those that did not fail, and the errors of those that did, in two lists side by side. */
    private static Uni<JsonNode> collected(int count, int width, IntFunction<Uni<JsonNode>> work) {
        JsonNode[] errors = new JsonNode[count];
        Arrays.fill(errors, JsonNodeFactory.instance.nullNode());
        return atOnce(count, width, index -> work.apply(index)
                        .onFailure(failure -> failure instanceof PipelineError error && error.isForCatch())
                        .recoverWithItem(failure -> {
                            errors[index] = ((PipelineError) failure).error();
                            return JsonNodeFactory.instance.nullNode();
                        }))
                .map(results -> JsonNodeFactory.instance
                        .objectNode()
                        .<ObjectNode>set("results", list(results))
                        .set("errors", list(errors)));
    }

    private static JsonNode list(JsonNode[] values) {
        return JsonNodeFactory.instance.arrayNode(values.length).addAll(Arrays.asList(values));
    }

    private static Frame inRound(Task.For loop, JsonNode items, int index, Frame frame) {
        return frame.with(loop.each(), items.get(index))
                .with(loop.at(), JsonNodeFactory.instance.numberNode(index))
                .inRound(index);
    }

    private Uni<Outcome> rounds(Step step, Task.For loop, JsonNode items, JsonNode input, Frame frame) {
        return Cursor.run(Position.first(input), items.size(), at -> round(step, loop, items, at, frame))
                .map(last -> last.outcome(step.then()));
    }

    private Uni<Position> round(Step step, Task.For loop, JsonNode items, Position position, Frame frame) {
        int index = position.index();
        JsonNode value = position.value();
        if (index >= items.size()) {
            return Uni.createFrom().item(position);
        }
        Frame inner = inRound(loop, items, index, frame);
        return evaluation
                .holds(step.pointer() + "/while", loop.goOn(), true, value, inner.variables())
                .chain(goOn -> goOn
                        ? tasks.list(loop.steps(), value, inner, new Then.Continue())
                        : Uni.createFrom().item(new Outcome(value, new Then.Exit())))
                .map(position::after);
    }

    /** Does all of its branches at once. */
    Uni<Outcome> fork(Step step, Task.Fork fork, JsonNode input, Frame frame) {
        List<Step> branches = fork.branches();
        if (fork.compete()) {
            List<Uni<Outcome>> all = branches.stream()
                    .map(each -> tasks.step(each, input, frame))
                    .toList();
            return Uni.join().first(all).withItem().map(first -> new Outcome(first.value(), step.then()));
        }
        return atOnce(branches.size(), branches.size(), index -> tasks.step(branches.get(index), input, frame)
                        .map(Outcome::value))
                .map(results -> new Outcome(list(results), step.then()));
    }
}
