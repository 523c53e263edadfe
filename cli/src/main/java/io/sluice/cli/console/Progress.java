package io.sluice.cli.console;

import java.text.DecimalFormat;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress of something that may take over a second, on the error stream: a moving bar, or one line where nobody watches. */
public final class Progress implements AutoCloseable {

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** Begins to show a task of {@code total} steps, or one of unknown length with a total below 0. */
    public static Progress of(Console console, String task, long total) {
        return shown(console, task, total, UnaryOperator.identity());
    }

    /** The same for bytes, with how many of them pass in a second. */
    public static Progress ofBytes(Console console, String task, long total) {
        return shown(console, task, total, bar -> bar.setUnit(" MiB", 1 << 20).showSpeed(new DecimalFormat("0.0")));
    }

    private static Progress shown(Console console, String task, long total, UnaryOperator<ProgressBarBuilder> units) {
        if (!console.errTerminal()) {
            console.err().println(task + " ...");
            return new Progress(null);
        }
        return new Progress(units.apply(new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setStyle(console.colours() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .setSpeedUnit(ChronoUnit.SECONDS)
                        .setConsumer(new InteractiveConsoleProgressBarConsumer(
                                console.err(), Math.min(100, console.columns() - 1))))
                .build());
    }

    /** Advances by a number of steps. */
    public void advance(long steps) {
        if (bar != null) {
            bar.stepBy(steps);
        }
    }

    /** What is being done right now, in a few words. */
    public void note(String text) {
        if (bar != null) {
            bar.setExtraMessage(" " + text);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
