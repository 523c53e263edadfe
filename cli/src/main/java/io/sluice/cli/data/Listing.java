package io.sluice.cli.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a directory, sorted as the runtime lists it. */
public record Listing(List<Folder> folders, List<Entry> files) {

    /** An owner or a collection. */
    public record Folder(String name) {}

    /**
     * A file.
     *
     * @param size in bytes
     * @param lastModified as the runtime writes it, in UTC; null where it was not told
     */
    public record Entry(
            String filename,
            long size,
            @JsonProperty("last_modified") @Nullable String lastModified) {}
}
