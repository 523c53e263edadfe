package io.sluice.pipeline;

import io.sluice.contract.FunctionReference;
import io.sluice.manifest.pipeline.Step;
import io.sluice.manifest.pipeline.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which functions tasks are going to call in any case, and how many times at once: not those behind a condition, a choice or a
 * failure, and not what is called first, which comes at once and has pools start what they need for calls that wait. Loops tell of
 * themselves when they begin and their list is known.
 */
final class Expected {

    private Expected() {}

    /** Of a list whose tasks are done one after the other, but for the first of them. */
    static Map<FunctionReference, Integer> afterFirst(List<Step> steps) {
        return steps.getFirst().task() instanceof Task.Switch ? Map.of() : inRow(steps.subList(1, steps.size()));
    }

    private static Map<FunctionReference, Integer> inRow(List<Step> steps) {
        Map<FunctionReference, Integer> most = new LinkedHashMap<>();
        for (Step step : steps) {
            of(step).forEach((function, atOnce) -> most.merge(function, atOnce, Math::max));
            if (step.task() instanceof Task.Switch) {
                break;
            }
        }
        return most;
    }

    /** Of branches that are done at once. */
    static Map<FunctionReference, Integer> atOnce(List<Step> branches) {
        Map<FunctionReference, Integer> sum = new LinkedHashMap<>();
        branches.forEach(branch -> of(branch).forEach((function, atOnce) -> sum.merge(function, atOnce, Integer::sum)));
        return sum;
    }

    private static Map<FunctionReference, Integer> of(Step step) {
        if (step.condition() != null) {
            return Map.of();
        }
        return switch (step.task()) {
            case Task.Call call -> Map.of(call.function(), 1);
            case Task.Do list -> inRow(list.steps());
            case Task.Try attempt -> inRow(attempt.steps());
            case Task.Fork fork -> atOnce(fork.branches());
            case Task.For _,
                    Task.Http _,
                    Task.OpenApi _,
                    Task.Emit _,
                    Task.Switch _,
                    Task.Set _,
                    Task.Wait _,
                    Task.Raise _ -> Map.of();
        };
    }
}
