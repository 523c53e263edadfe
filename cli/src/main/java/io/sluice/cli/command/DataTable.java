package io.sluice.cli.command;

import io.sluice.cli.console.Table;
import io.sluice.cli.data.Listing;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A directory of data for people: names, sizes and dates. */
final class DataTable {

    private static final String UNITS = "KMGTPE";

    private DataTable() {}

    static Table of(Listing listing) {
        Table table = new Table("NAME", "SIZE", "MODIFIED");
        listing.folders().forEach(folder -> table.row(folder.name() + "/", "", ""));
        listing.files().forEach(file -> table.row(file.filename(), size(file.size()), moment(file.lastModified())));
        return table;
    }

    /** Bytes in the unit that suits them, such as 1.5 KiB. */
    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes < 0 ? "" : bytes + " B";
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        return String.format(Locale.ROOT, "%.1f %siB", bytes / Math.pow(1024, unit), UNITS.charAt(unit - 1));
    }

    private static String moment(@Nullable String text) {
        try {
            return text == null
                    ? ""
                    : Instant.parse(text).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeException e) {
            return text;
        }
    }
}
