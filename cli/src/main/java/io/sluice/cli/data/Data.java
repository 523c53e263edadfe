package io.sluice.cli.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.client.Paths;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Json;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runtime's data, over its API. What is not a success is a {@link CliFailure} with its reason. */
public final class Data {

    private static final String ACCESS = "acl";

    private final RuntimeClient client;

    public Data(RuntimeClient client) {
        this.client = client;
    }

    /** All that stands in a directory, page after page. */
    public Listing list(DataPath directory) {
        List<Listing.Folder> folders = new ArrayList<>();
        List<Listing.Entry> files = new ArrayList<>();
        String marker = "";
        do {
            JsonNode page = client.get(
                    directory.address() + (marker.isEmpty() ? "" : "?marker=" + Paths.encoded(marker)), JsonNode.class);
            read(page.path("folders"), Listing.Folder.class).forEach(folders::add);
            read(page.path("files"), Listing.Entry.class).forEach(files::add);
            marker = page.path("marker").asText("");
        } while (!marker.isEmpty() && !marker.equals("null"));
        return new Listing(folders, files);
    }

    private static <T> Stream<T> read(JsonNode list, Class<T> type) {
        return list.valueStream().map(node -> Json.MAPPER.convertValue(node, type));
    }

    /** A file as its directory would list it. */
    public Listing.Entry describe(DataPath file) {
        HttpHeaders headers = client.head(file.address());
        return new Listing.Entry(
                file.name(),
                headers.firstValueAsLong("Content-Length").orElse(-1),
                headers.firstValue("Last-Modified").orElse(null));
    }

    /** A file's bytes as they come, to be closed by the one who reads them. */
    InputStream open(DataPath file) {
        return client.open(file.address()).body();
    }

    /** Writes a file from what is read; a size below 0 means that it is not known before the end. */
    void write(DataPath file, InputStream bytes, long size) {
        var body = BodyPublishers.ofInputStream(() -> bytes);
        client.put(
                file.address(),
                size > 0 ? BodyPublishers.fromPublisher(body, size) : size == 0 ? BodyPublishers.noBody() : body);
    }

    /** Makes a collection that these may read, or those that the runtime lets read where nobody is named. */
    public void make(DataPath collection, @Nullable List<String> read) {
        Map<String, Object> body = read == null
                ? Map.of("name", collection.name())
                : Map.of("name", collection.name(), ACCESS, Map.of("read", read));
        client.send("POST", collection.parent().address(), body);
    }

    /** Makes a collection where there is none. */
    void makeIfAbsent(DataPath collection) {
        try {
            client.head(collection.address());
        } catch (CliFailure e) {
            if (e.exitCode() != ExitCode.NOT_FOUND) {
                throw e;
            }
            make(collection, null);
        }
    }

    /** Removes a file, or a collection, which must be empty unless forced; returns how many files went. */
    public long remove(DataPath path, boolean force) {
        boolean forced = force && path.kind() != DataPath.Kind.FILE;
        return client.delete(path.address() + (forced ? "?force=true" : ""), JsonNode.class)
                .path("result")
                .path("deleted")
                .asLong();
    }

    /** Who may read a collection. */
    public List<String> access(DataPath collection) {
        return client.get(collection.address() + "?acl=true", JsonNode.class)
                .path(ACCESS)
                .path("read")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    /** Says who may read a collection from now on. */
    public void allow(DataPath collection, List<String> read) {
        client.send("PATCH", collection.address(), Map.of(ACCESS, Map.of("read", read)));
    }
}
