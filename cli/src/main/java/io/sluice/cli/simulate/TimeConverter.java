package io.sluice.cli.simulate;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as manifests spell them, such as 500ms, 10m or 1h30m. */
final class TimeConverter implements ITypeConverter<Duration> {

    private static final String FORM = "(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,9}(\\.\\d{1,9})?s)?";

    @Override
    public Duration convert(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.matches("\\d{1,12}ms")) {
            return Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)));
        }
        if (lower.isEmpty() || !lower.matches(FORM)) {
            throw new TypeConversionException(
                    "must be a duration such as 500ms, 90s, 10m or 1h30m, was '" + text + "'");
        }
        return Duration.parse("PT" + lower);
    }
}
