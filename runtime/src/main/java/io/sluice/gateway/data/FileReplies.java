package io.sluice.gateway.data;

import io.sluice.data.Download;
import io.sluice.data.StoredFile;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said about a file, and which part of it is sent. */
final class FileReplies {

    private static final String BINARY = "application/octet-stream";

    /** Those that clients ask for, and expect to get: some fail at any other. */
    private static final List<String> ECHOED = List.of("text/plain", "application/json", BINARY);

    private FileReplies() {}

    static DataReply of(DataRequest.Options options, Download download) {
        StoredFile file = download.file();
        Map<String, String> headers = headers(options, file);
        if (isKnown(options.ifNoneMatch(), tag(file))) {
            return DataReply.Whole.empty(304, headers);
        }
        ByteRange range =
                isSame(options.ifRange(), file) ? ByteRange.of(options.range(), file.size()) : new ByteRange.All();
        return switch (range) {
            case ByteRange.All all -> reply(options, 200, headers, download, 0, file.size());
            case ByteRange.Piece piece -> {
                headers.put(
                        "Content-Range",
                        "bytes " + piece.first() + "-" + (piece.first() + piece.length() - 1) + "/" + file.size());
                yield reply(options, 206, headers, download, piece.first(), piece.length());
            }
            case ByteRange.Nowhere nowhere -> {
                headers.put("Content-Range", "bytes */" + file.size());
                yield DataReply.Whole.empty(416, headers);
            }
        };
    }

    private static DataReply reply(
            DataRequest.Options options,
            int status,
            Map<String, String> headers,
            Download download,
            long offset,
            long length) {
        return options.withoutBody()
                ? new DataReply.Head(status, headers, length)
                : new DataReply.Stream(status, headers, download, offset, length);
    }

    private static Map<String, String> headers(DataRequest.Options options, StoredFile file) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Data-Type", "file");
        headers.put("Content-Type", type(options.accept()));
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Accept-Ranges", "bytes");
        headers.put("ETag", tag(file));
        headers.put("Last-Modified", modified(file));
        return headers;
    }

    private static String modified(StoredFile file) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(file.modifiedAt().atOffset(ZoneOffset.UTC));
    }

    private static String tag(StoredFile file) {
        return '"' + file.tag() + '"';
    }

    private static String type(@Nullable String accept) {
        if (accept == null) {
            return BINARY;
        }
        for (String wanted : accept.split(",", -1)) {
            String type = wanted.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (ECHOED.contains(type)) {
                return type;
            }
        }
        return BINARY;
    }

    private static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && List.of(ifNoneMatch.split(",", -1)).stream()
                        .map(known -> known.strip().replaceFirst("^W/", ""))
                        .anyMatch(known -> known.equals("*") || known.equals(tag));
    }

    /** Whether a client that has a part of the file has it of this one. */
    private static boolean isSame(@Nullable String ifRange, StoredFile file) {
        return ifRange == null || ifRange.equals(tag(file));
    }
}
