package io.sluice.functions.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One tweet.
 *
 * @param id the source's id, or its number in the source, from 1
 * @param text what it says
 * @param label what people took it for, where the source says so
 * @param createdAt when it was written, as the source spells it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tweet(
        String id,
        String text,
        @Nullable String label,
        @JsonProperty("created_at") @Nullable String createdAt) {}
