package io.sluice.predictor.trace.source;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.predictor.trace.source.TraceFormatException.Place;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file with a header, one after the other. For one thread. */
public final class CsvRows implements AutoCloseable {

    private static final int LARGEST_FIELD = 1 << 20;

    private final TraceFile file;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> header;
    private final Map<String, Integer> columns = new HashMap<>();
    private @Nullable CsvRecord record;
    private long line = 1;

    private CsvRows(TraceFile file, ReadSettings settings) throws IOException {
        this.file = file;
        reader = CsvReader.builder()
                .maxBufferSize(LARGEST_FIELD)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(new InputStreamReader(file.open(settings.bytesRead()), StandardCharsets.UTF_8));
        records = reader.iterator();
        header = header();
        for (int i = header.size() - 1; i >= 0; i--) {
            columns.put(header.get(i), i);
        }
    }

    private List<String> header() throws IOException {
        try {
            if (!next()) {
                throw file.empty("a header with the names of columns");
            }
            return Objects.requireNonNull(record).getFields().stream()
                    .map(name -> (name.startsWith("\uFEFF") ? name.substring(1) : name).strip())
                    .toList();
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    /** Opens a file and reads its header. */
    public static CsvRows open(Path path, ReadSettings settings) throws IOException {
        return new CsvRows(new TraceFile(path), settings);
    }

    /** Goes on to the next row; false at the end. */
    public boolean next() throws IOException {
        try {
            if (!records.hasNext()) {
                record = null;
                return false;
            }
            record = records.next();
            line = record.getStartingLineNumber();
            return true;
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            throw file.failure(line + 1, cause == null ? new IOException(e) : cause);
        } catch (CsvParseException e) {
            throw new TraceFormatException(
                    place(line + 1, 0, null),
                    "a row of CSV",
                    TraceFormatException.quoted(String.valueOf(e.getMessage())),
                    e);
        }
    }

    /** The number of a column that must be there, from 0; the first of several names that is. */
    public int column(String... names) throws TraceFormatException {
        int index = optionalColumn(names);
        if (index < 0) {
            throw new TraceFormatException(
                    place(1, 0, null),
                    "a column '" + String.join("' or '", names) + "'",
                    header.size() > 12
                            ? header.size() + " columns, the first of them " + String.join(", ", header.subList(0, 12))
                            : "the columns " + String.join(", ", header));
        }
        return index;
    }

    /** The number of a column, or -1 when it isn't there. */
    public int optionalColumn(String... names) {
        for (String name : names) {
            Integer index = columns.get(name);
            if (index != null) {
                return index;
            }
        }
        return -1;
    }

    /** The names of the columns. */
    public List<String> columns() {
        return header;
    }

    /** What a cell says, which must not be empty. */
    public String name(int column) throws TraceFormatException {
        String text = text(column);
        if (text.isEmpty()) {
            throw wrong(column, "a name");
        }
        return text;
    }

    /** What a cell says, without spaces around it. */
    public String text(int column) throws TraceFormatException {
        CsvRecord row = Objects.requireNonNull(record);
        if (column >= row.getFieldCount()) {
            throw new TraceFormatException(
                    place(line, column + 1, header.get(column)),
                    header.size() + " fields as in the header",
                    row.getFieldCount() + " fields");
        }
        return row.getField(column).strip();
    }

    /** A whole number within bounds. */
    public long whole(int column, long least, long most) throws TraceFormatException {
        String text = text(column);
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(column, "a whole number", e);
        }
        throw wrong(column, String.format(Locale.ROOT, "a whole number from %d to %d", least, most));
    }

    /** A number within bounds, such as 12, 1.5 or 3e-4. */
    public double number(int column, double least, double most) throws TraceFormatException {
        String text = text(column);
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(column, "a number", e);
        }
        throw wrong(column, String.format(Locale.ROOT, "a number from %s to %s", plain(least), plain(most)));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** What to throw when a cell is not what it should be. */
    public TraceFormatException wrong(int column, String expected) {
        return wrong(column, expected, null);
    }

    private TraceFormatException wrong(int column, String expected, @Nullable Throwable cause) {
        String found = Objects.requireNonNull(record).getField(column).strip();
        return new TraceFormatException(
                place(line, column + 1, header.get(column)),
                expected,
                found.isEmpty() ? "nothing" : TraceFormatException.quoted(found),
                cause);
    }

    /** Where a column of this row is. */
    public Place place(int column) {
        return place(line, column + 1, header.get(column));
    }

    private Place place(long atLine, int column, @Nullable String name) {
        return new Place(file.name(), atLine, column, name);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
