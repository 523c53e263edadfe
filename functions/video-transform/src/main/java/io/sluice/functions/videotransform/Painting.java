package io.sluice.functions.videotransform;

import io.sluice.functions.media.InputErrors;
import io.sluice.functions.media.Options;
import io.sluice.functions.media.PictureFormat;
import io.sluice.functions.media.Strength;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How frames are painted.
 *
 * @param function the picture function that does it
 * @param options what it is called with, beside the pictures and where they go
 */
record Painting(String function, Map<String, Object> options) {

    /** The options that are read. */
    static final Set<String> OPTIONS = Set.of("model", "filter", Strength.OPTION);

    private static final String DEFAULT_FILTER = "edges";

    /** By a model where one is named, else by a filter. */
    static Painting of(Options options) {
        if (options.has("model") && options.has("filter")) {
            throw InputErrors.of("a video is painted by a 'model' or by a 'filter', not by both");
        }
        Map<String, Object> own = new HashMap<>();
        if (options.has(Strength.OPTION)) {
            own.put(Strength.OPTION, Strength.of(options).share());
        }
        if (options.has("model")) {
            own.put("model", options.required("model"));
            return new Painting("demo/style-transfer", Map.copyOf(own));
        }
        own.put("filter", options.text("filter").orElse(DEFAULT_FILTER));
        return new Painting("demo/image-filter", Map.copyOf(own));
    }

    /** The input for some pictures, of which new ones are made in the session. */
    Map<String, Object> of(List<String> pictures, String name) {
        Map<String, Object> input = new HashMap<>(options);
        input.put("images", pictures);
        input.put("name", name);
        input.put("format", PictureFormat.JPEG.name().toLowerCase(java.util.Locale.ROOT));
        return input;
    }
}
