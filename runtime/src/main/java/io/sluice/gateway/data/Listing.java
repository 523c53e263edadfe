package io.sluice.gateway.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.data.Page;
import io.sluice.data.ReadAcl;
import io.sluice.data.StoredFile;
import io.sluice.gateway.BadRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A page of a folder, as clients read it: what is empty is left out. */
record Listing(
        @Nullable List<Folder> folders,
        @Nullable List<File> files,
        @Nullable String marker,
        @Nullable Acl acl) {

    /** How many entries a page has. */
    static final int PAGE = 1000;

    private static final int BAD_MARKER = 5002;

    /** Clients read this very pattern, so that the fraction is never left out. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    record Folder(String name) {}

    record File(
            String filename,
            long size,
            @JsonProperty("last_modified") String lastModified) {}

    record Acl(List<String> read) {}

    /** Folders of those names; {@code last} is the one that the next page follows, or null where there is none. */
    static Listing ofFolders(List<String> names, @Nullable String last) {
        return new Listing(
                names.isEmpty() ? null : names.stream().map(Folder::new).toList(),
                null,
                last == null ? null : marker(last),
                null);
    }

    static Listing ofFiles(Page<StoredFile> page, @Nullable ReadAcl acl) {
        List<StoredFile> files = page.items();
        return new Listing(
                null,
                files.isEmpty() ? null : files.stream().map(Listing::file).toList(),
                page.more() && !files.isEmpty() ? marker(files.getLast().name()) : null,
                acl == null ? null : new Acl(acl.patterns()));
    }

    private static File file(StoredFile file) {
        return new File(file.name(), file.size(), TIME.format(file.modifiedAt()));
    }

    private static String marker(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /** The name that the page follows, or null for the first page. */
    static @Nullable String after(@Nullable String marker) {
        if (marker == null || marker.isEmpty()) {
            return null;
        }
        try {
            ByteBuffer name = ByteBuffer.wrap(Base64.getUrlDecoder().decode(marker));
            return StandardCharsets.UTF_8.newDecoder().decode(name).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new BadRequest(
                    400,
                    BAD_MARKER,
                    "a marker is what the page before said, was '" + marker.replaceAll("\\p{Cntrl}", "?") + "'");
        }
    }
}
