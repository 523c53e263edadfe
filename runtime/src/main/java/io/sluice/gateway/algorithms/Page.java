package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param marker names where the list goes on, null at its end
 * @param nextLink null always; clients look for it
 */
record Page<T>(
        @Nullable String marker,
        @JsonProperty("next_link") @Nullable String nextLink,
        List<T> results) {

    private static final int USUAL = 50;
    private static final int MOST = 1_000;

    /** The part of a list after the marker, null for its beginning; what an entry is called as a marker, {@code name} says. */
    static <T, V> Page<V> of(
            List<T> all,
            @Nullable Integer limit,
            @Nullable String marker,
            Function<T, String> name,
            Function<T, V> view) {
        int most = limit == null ? USUAL : limit;
        if (most < 1 || most > MOST) {
            throw new BadRequest(
                    400, ErrorReply.BAD_LIMIT, "a page has 1 to " + MOST + " entries, the limit was " + most);
        }
        int first = first(all, marker, name);
        int end = Math.min(all.size(), first + most);
        List<T> part = all.subList(first, end);
        return new Page<>(
                end == all.size() ? null : name.apply(part.getLast()),
                null,
                part.stream().map(view).toList());
    }

    private static <T> int first(List<T> all, @Nullable String marker, Function<T, String> name) {
        if (marker == null || marker.isEmpty()) {
            return 0;
        }
        for (int i = 0; i < all.size(); i++) {
            if (name.apply(all.get(i)).equals(marker)) {
                return i + 1;
            }
        }
        throw new BadRequest(
                400,
                ErrorReply.BAD_MARKER,
                "a marker is what the page before said, and that entry must still be there; was '" + marker + "'");
    }
}
