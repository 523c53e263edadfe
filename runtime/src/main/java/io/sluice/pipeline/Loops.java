package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
        return atOnce(
                        items.size(),
                        loop.parallel(),
                        index -> tasks.list(
                                loop.steps(), input, inRound(loop, items, index, frame), new Then.Continue()))
                .map(results -> new Outcome(results, step.then()));
    }

    /** All of so many, as many at once as there may be; their values in order. */
    private static Uni<JsonNode> atOnce(int count, int width, IntFunction<Uni<Outcome>> work) {
        JsonNode[] results = new JsonNode[count];
        return Multi.createFrom()
                .range(0, count)
                .onItem()
                .transformToUni(index -> work.apply(index).invoke(outcome -> results[index] = outcome.value()))
                .merge(width)
                .collect()
                .last()
                .map(_ -> JsonNodeFactory.instance.arrayNode(count).addAll(Arrays.asList(results)));
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
        IntFunction<Uni<Outcome>> branch = index -> tasks.step(branches.get(index), input, frame);
        if (fork.compete()) {
            List<Uni<Outcome>> all = branches.stream()
                    .map(each -> tasks.step(each, input, frame))
                    .toList();
            return Uni.join().first(all).withItem().map(first -> new Outcome(first.value(), step.then()));
        }
        return atOnce(branches.size(), branches.size(), branch).map(results -> new Outcome(results, step.then()));
    }
}
