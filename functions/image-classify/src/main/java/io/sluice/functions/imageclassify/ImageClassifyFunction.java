package io.sluice.functions.imageclassify;

import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.Startup;
import io.sluice.functions.Data;
import io.sluice.functions.FunctionContext;
import io.sluice.functions.media.InputErrors;
import io.sluice.functions.media.LastLoaded;
import io.sluice.functions.media.Options;
import io.sluice.functions.media.PictureInput;
import io.sluice.functions.media.PictureWork;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells what is on pictures. Blocks; for any thread but an event loop's. */
@Singleton
@Startup
public final class ImageClassifyFunction {

    private static final int MOST_GUESSES = 100;

    private final Data data;
    private final Optional<String> model;
    private final Optional<String> labels;
    private final PictureWork pictures;
    private final LastLoaded<Classifier> classifiers = new LastLoaded<>();

    ImageClassifyFunction(
            Data data,
            @ConfigProperty(name = "CLASSIFY_MODEL") Optional<String> model,
            @ConfigProperty(name = "CLASSIFY_LABELS") Optional<String> labels,
            @ConfigProperty(name = "CLASSIFY_MAX_PIXELS", defaultValue = "16777216") long mostPixels) {
        this.data = data;
        this.model = model;
        this.labels = labels;
        this.pictures = new PictureWork(data, mostPixels);
    }

    /**
     * Classifies pictures.
     *
     * @param input a picture's bytes, or {@link PictureInput} with {@code model} and {@code labels}
     * @return an object with {@code labels} for a picture, or with {@code images}, such objects in the order of a list
     */
    @Funq("image-classify")
    public Object classify(byte[] input, @Context FunctionContext call) {
        PictureInput read = PictureInput.of(input, call, data, known());
        Options options = read.options();
        Preparation preparation = Preparation.of(options);
        int top = options.whole("top", 1, MOST_GUESSES, 5);
        String address = address(options, "model", model);
        List<String> names = names(address(options, "labels", labels));
        byte[] bytes = data.file(address).await().get();
        try (LastLoaded<Classifier>.Use used = classifiers.of(bytes, loaded -> Classifier.load(loaded, address))) {
            Classifier classifier = used.get();
            List<Map<String, List<Guess>>> seen = pictures.seen(
                    read,
                    picture -> Map.of(
                            "labels",
                            best(
                                    classifier.classify(preparation.of(picture, classifier.shape())),
                                    names,
                                    top,
                                    address)));
            return read.isList() ? Map.of("images", seen) : seen.getFirst();
        }
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(Preparation.OPTIONS);
        known.addAll(Set.of("model", "labels", "top"));
        return known;
    }

    private static String address(Options options, String name, Optional<String> otherwise) {
        return options.text(name)
                .or(() -> otherwise)
                .orElseThrow(() -> InputErrors.of("no " + name + " is there: name a file in data by '" + name
                        + "', or deploy with CLASSIFY_" + name.toUpperCase(java.util.Locale.ROOT)));
    }

    /** A label is a line; empty ones at the end are none. */
    private List<String> names(String address) {
        String text = new String(data.file(address).await().get(), StandardCharsets.UTF_8);
        return text.stripTrailing().lines().map(String::strip).toList();
    }

    private static List<Guess> best(double[] scores, List<String> names, int top, String model) {
        if (scores.length != names.size()) {
            throw InputErrors.mustBe(
                    "labels", "as many lines as " + model + " has classes, " + scores.length, names.size());
        }
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer at) -> -scores[at]))
                .limit(top)
                .map(at -> new Guess(names.get(at), scores[at]))
                .toList();
    }
}
