package io.sluice.contract;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a payload's bytes are; media types beyond these are not carried. */
public enum ContentType {
    JSON("application/json"),
    TEXT("text/plain"),
    BINARY("application/octet-stream"),
    /** No payload at all: a function without a result. */
    VOID("");

    private final String mediaType;
    private final Optional<ContentType> found;

    ContentType(String mediaType) {
        this.mediaType = mediaType;
        this.found = Optional.of(this);
    }

    /** The media type for a {@code Content-Type} header; empty for {@link #VOID}. */
    public String mediaType() {
        return mediaType;
    }

    /** The word for it in a result's {@code metadata.content_type}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type that a {@code Content-Type} header names, its parameters ignored; absent means JSON. */
    public static Optional<ContentType> ofHeader(@Nullable String header) {
        // The usual spelling, first.
        if (header == null || header.equals(JSON.mediaType) || header.isBlank()) {
            return JSON.found;
        }
        int parameters = header.indexOf(';');
        String type = (parameters < 0 ? header : header.substring(0, parameters)).strip();
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "application/json" -> JSON.found;
            case "text/plain", "application/text" -> TEXT.found;
            case "application/octet-stream" -> BINARY.found;
            default -> type.toLowerCase(Locale.ROOT).endsWith("+json") ? JSON.found : Optional.empty();
        };
    }
}
