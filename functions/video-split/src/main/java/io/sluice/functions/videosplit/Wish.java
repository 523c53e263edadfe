package io.sluice.functions.videosplit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.functions.media.Destination;
import io.sluice.functions.media.InputErrors;
import io.sluice.functions.media.Options;
import io.sluice.functions.media.PictureFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the caller wants of one video.
 *
 * @param fps frames a second
 * @param width of the frames; 0 for the video's own
 * @param from where in the whole the video begins, in seconds, if it is a part of one
 * @param until where in the whole it ends; 0 where it is none
 */
record Wish(
        String video, double fps, int width, PictureFormat format, Destination destination, double from, double until) {

    private static final Set<String> OPTIONS = Set.of("video", "fps", "width", "to", "name", "format", "from", "until");
    private static final double LONGEST = 1e6;

    /** @param input an object, or the address of a video */
    static Wish of(JsonNode input) {
        Options options = Options.of(object(input), OPTIONS);
        Wish wish = new Wish(
                options.required("video"),
                options.number("fps", 0.1, 60, 10),
                options.whole("width", 16, 4096, 0),
                options.word("format", PictureFormat.JPEG),
                Destination.of(options),
                options.number("from", 0, LONGEST, 0),
                options.number("until", 0, LONGEST, 0));
        if (wish.isPart() && wish.until <= wish.from) {
            throw InputErrors.mustBe("until", "later than 'from', " + wish.from, wish.until);
        }
        return wish;
    }

    private static JsonNode object(JsonNode input) {
        return input.isTextual()
                ? JsonNodeFactory.instance
                        .objectNode()
                        .put("video", input.textValue().strip())
                : input;
    }

    /** Whether it is a part of a longer video. */
    boolean isPart() {
        return from > 0 || until > 0;
    }

    /**
     * The same of a part.
     *
     * @param address of the part, or what errors call it
     */
    Wish part(String address, double begin, double end) {
        return new Wish(address, fps, width, format, destination, begin, end);
    }

    /** The input of a call that does this. */
    Map<String, Object> input() {
        Map<String, Object> input = new HashMap<>(Map.of(
                "video", video,
                "fps", fps,
                "format", format.name().toLowerCase(Locale.ROOT),
                "to", destination.collection(),
                "name", destination.name(),
                "from", from,
                "until", until));
        if (width > 0) {
            input.put("width", width);
        }
        return input;
    }
}
