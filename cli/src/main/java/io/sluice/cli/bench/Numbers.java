package io.sluice.cli.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them, three or four digits each. */
public final class Numbers {

    private static final double MICROS_PER_MILLI = 1e3;

    private Numbers() {}

    /** Microseconds as milliseconds; a dash where there are none. */
    public static String millis(double micros) {
        return micros <= 0 ? "-" : plain(micros / MICROS_PER_MILLI);
    }

    /** Microseconds; a dash where they are not known. */
    public static String micros(@Nullable Double micros) {
        return micros == null ? "-" : text(micros < 10 ? "%.1f" : "%.0f", micros);
    }

    /** How many a second. */
    public static String rate(double perSecond) {
        return text(perSecond < 100 ? "%.1f" : "%,.0f", perSecond);
    }

    /** How often something was. */
    public static String count(long count) {
        return text("%,d", count);
    }

    /** A part of one in percent. */
    public static String percent(double part) {
        return text(part < 0.1 ? "%.1f %%" : "%.0f %%", part * 100);
    }

    /** A factor. */
    public static String factor(double factor) {
        return Double.isFinite(factor) ? text("%.2f", factor) : "-";
    }

    /** A length of time without needless zeros. */
    public static String seconds(double seconds) {
        return (seconds == Math.rint(seconds) ? text("%.0f", seconds) : Double.toString(seconds)) + " s";
    }

    /** Any figure, with more digits the smaller it is. */
    public static String plain(double value) {
        return text(value < 10 ? "%.3f" : value < 100 ? "%.2f" : "%,.0f", value);
    }

    private static String text(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
