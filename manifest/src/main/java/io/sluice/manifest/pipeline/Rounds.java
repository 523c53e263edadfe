package io.sluice.manifest.pipeline;

import java.util.List;
import java.util.Optional;

/** Finds lists of tasks that never end: each way through them comes back to where it was. */
final class Rounds {

    private Rounds() {}

    /** The step that leads back on the only way that there is from the first one on. */
    static Optional<Step> in(List<Step> steps) {
        boolean[] seen = new boolean[steps.size()];
        int at = 0;
        while (at < steps.size()) {
            Step step = steps.get(at);
            seen[at] = true;
            int next = next(step, at);
            if (next < 0) {
                return Optional.empty();
            }
            if (next < steps.size() && seen[next]) {
                return Optional.of(step);
            }
            at = next;
        }
        return Optional.empty();
    }

    /** What follows in any case; -1 where that depends, or nothing does. */
    private static int next(Step step, int at) {
        if (step.condition() != null || step.task() instanceof Task.Switch || step.task() instanceof Task.Raise) {
            return -1;
        }
        return switch (step.then()) {
            case Then.Continue _ -> at + 1;
            case Then.GoTo to -> to.index();
            case Then.Exit _, Then.End _ -> -1;
        };
    }
}
