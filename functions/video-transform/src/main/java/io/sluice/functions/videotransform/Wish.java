package io.sluice.functions.videotransform;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.functions.media.Destination;
import io.sluice.functions.media.InputErrors;
import io.sluice.functions.media.Options;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the caller wants.
 *
 * @param fps frames a second
 * @param width of the frames; 0 for the video's own
 * @param format the word for how the video is written
 * @param parallel how many calls paint at the same time
 * @param progress the address of a file that is to say how far it is
 */
record Wish(
        String video,
        double fps,
        int width,
        Painting painting,
        String format,
        Destination destination,
        int parallel,
        Optional<String> progress) {

    private static final Set<String> OWN = Set.of("video", "fps", "width", "format", "parallel", "progress");
    private static final Set<String> FORMATS = Set.of("mp4", "webm");
    private static final int MOST_PARALLEL = 256;

    static Wish of(JsonNode input, int parallel) {
        Options options = Options.of(input, known());
        return new Wish(
                options.required("video"),
                options.number("fps", 0.1, 60, 10),
                options.whole("width", 16, 4096, 0),
                Painting.of(options),
                format(options),
                Destination.of(options),
                options.whole("parallel", 1, MOST_PARALLEL, parallel),
                options.text("progress"));
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(OWN);
        known.addAll(Painting.OPTIONS);
        known.addAll(Destination.OPTIONS);
        return known;
    }

    private static String format(Options options) {
        String format = options.text("format").orElse("mp4");
        if (!FORMATS.contains(format)) {
            throw InputErrors.mustBe("format", "one of mp4, webm", "'" + format + "'");
        }
        return format;
    }

    /** Where the made video will stand. */
    String target() {
        return destination.file(format);
    }
}
