package io.sluice.cli.bench;

import io.sluice.cli.load.Steadiness;

/** How warm a side was when its rounds began. */
public record WarmUp(String name, Steadiness steadiness) {

    /** The same in words. */
    public String text() {
        return steadiness.windows() == 0
                ? "not warmed up"
                : (steadiness.steady() ? "steady after " : "not steady after ") + steadiness.windows()
                        + " s (the last 3 differ by " + Numbers.percent(steadiness.spread()) + ")";
    }
}
