package io.sluice.functions.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads tweets from text whose form it finds out: a JSON array, JSON lines, TSV ({@code label<TAB>text}, or with a header)
 * or CSV with a header. A header, like a JSON object, has {@code text}, and may have {@code id}, {@code label} and {@code
 * created_at}. For any thread.
 */
final class TweetReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

    private final int maxRows;

    TweetReader(int maxRows) {
        this.maxRows = maxRows;
    }

    /** @throws io.sluice.functions.AlgorithmException an {@code InputError} that names the row, for what is no tweet */
    List<Tweet> read(String content) {
        var text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        if (text.isBlank()) {
            return List.of();
        }
        var firstLine = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return switch (firstLine.strip().charAt(0)) {
            case '[', '{' -> json(text);
            default -> firstLine.indexOf('\t') >= 0 ? tsv(text.lines().toList(), firstLine) : csv(text, firstLine);
        };
    }

    /** The tweets of a list of objects or strings. */
    List<Tweet> read(JsonNode list) {
        var tweets = new ArrayList<Tweet>();
        for (var json : list) {
            add(tweet(json, tweets.size() + 1), tweets);
        }
        return tweets;
    }

    private List<Tweet> json(String text) {
        var tweets = new ArrayList<Tweet>();
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
            // An array at the root comes element by element, as lines do.
            while (values.hasNextValue()) {
                add(tweet(values.nextValue(), tweets.size() + 1), tweets);
            }
        } catch (JsonProcessingException e) {
            throw InputErrors.of(
                    "row %d, line %d: must be JSON, %s",
                    tweets.size() + 1,
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                    e.getOriginalMessage());
        } catch (IOException e) {
            throw InputErrors.of("row %d: must be JSON, %s", tweets.size() + 1, e.getMessage());
        }
        return tweets;
    }

    private static Tweet tweet(JsonNode json, int row) {
        if (json.isTextual()) {
            return tweet(row, null, json.textValue(), null, null);
        }
        return tweet(row, value(json, "id"), value(json, "text"), value(json, "label"), value(json, "created_at"));
    }

    private static @Nullable String value(JsonNode json, String field) {
        var value = json.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    private List<Tweet> tsv(List<String> lines, String firstLine) {
        var header = List.of(firstLine.split("\t", -1));
        boolean named = header.contains("text");
        var columns = named ? header : List.of("label", "text");
        var tweets = new ArrayList<Tweet>();
        for (int i = named ? lines.indexOf(firstLine) + 1 : 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                var cells = Arrays.asList(lines.get(i).split("\t", columns.size()));
                add(row(i + 1, columns, cells), tweets);
            }
        }
        return tweets;
    }

    private static Tweet row(int line, List<String> columns, List<String> cells) {
        if (cells.size() != columns.size()) {
            throw InputErrors.of(
                    "line %d: must have %d columns (%s), has %d",
                    line, columns.size(), String.join(", ", columns), cells.size());
        }
        return tweet(
                line,
                cell("id", columns, cells),
                cell("text", columns, cells),
                cell("label", columns, cells),
                cell("created_at", columns, cells));
    }

    private static @Nullable String cell(String column, List<String> columns, List<String> cells) {
        int at = columns.indexOf(column);
        return at < 0 || cells.get(at).isEmpty() ? null : cells.get(at);
    }

    private List<Tweet> csv(String text, String header) {
        checkHeader(header);
        var tweets = new ArrayList<Tweet>();
        try (MappingIterator<Map<String, String>> rows = CSV.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(text)) {
            while (rows.hasNextValue()) {
                var row = new HashMap<String, String>();
                rows.nextValue().forEach((column, cell) -> row.put(column.strip(), cell));
                add(tweet(tweets.size() + 1, row), tweets);
            }
        } catch (IOException | RuntimeJsonMappingException e) {
            var cause = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            throw InputErrors.of("row %d: must be CSV, %s", tweets.size() + 1, cause);
        }
        return tweets;
    }

    private static Tweet tweet(int number, Map<String, String> row) {
        row.values().removeIf(String::isEmpty);
        return tweet(number, row.get("id"), row.get("text"), row.get("label"), row.get("created_at"));
    }

    private static void checkHeader(String header) {
        if (!List.of(header.replace("\"", "").strip().split("\\s*,\\s*", -1)).contains("text")) {
            throw InputErrors.of(
                    "input must be JSON lines, a JSON array, TSV (label<TAB>text) or CSV whose header has a column 'text', starts with '%s'",
                    header.length() > 60 ? header.substring(0, 60) + "..." : header);
        }
    }

    private static Tweet tweet(
            int row, @Nullable String id, @Nullable String text, @Nullable String label, @Nullable String createdAt) {
        if (text == null) {
            throw InputErrors.of("row %d: must have a text, has none", row);
        }
        return new Tweet(id == null || id.isEmpty() ? Integer.toString(row) : id, text, label, createdAt);
    }

    private void add(Tweet tweet, List<Tweet> tweets) {
        if (tweets.size() == maxRows) {
            throw InputErrors.of("input must have at most %d rows (INGEST_MAX_ROWS), has more", maxRows);
        }
        tweets.add(tweet);
    }
}
