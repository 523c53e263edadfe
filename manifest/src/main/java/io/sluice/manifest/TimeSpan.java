package io.sluice.manifest;

import java.time.Duration;

/** Durations as the manifest spells them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
final class TimeSpan {

    private TimeSpan() {}

    /** The duration of a text that has the schema's form. */
    static Duration parse(String text) {
        int digits = 0;
        while (Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> throw new IllegalArgumentException("a duration ends with ms, s, m or h, was '" + text + "'");
        };
    }

    /** The shortest exact spelling, seconds up to ten minutes. */
    static String format(Duration duration) {
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds != 0 && seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds >= 600 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
