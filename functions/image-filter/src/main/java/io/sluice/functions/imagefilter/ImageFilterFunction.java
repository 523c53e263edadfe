package io.sluice.functions.imagefilter;

import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.Startup;
import io.sluice.functions.Data;
import io.sluice.functions.FunctionContext;
import io.sluice.functions.media.Options;
import io.sluice.functions.media.PictureInput;
import io.sluice.functions.media.PictureWork;
import io.sluice.functions.media.Strength;
import jakarta.inject.Singleton;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Filters pictures. Blocks while it reads and writes data; for any thread but an event loop's. */
@Singleton
@Startup
public final class ImageFilterFunction {

    private static final Set<String> OPTIONS = PictureWork.options(Set.of("filter", Strength.OPTION));

    private final Data data;
    private final Filter filter;
    private final PictureWork pictures;

    ImageFilterFunction(
            Data data,
            @ConfigProperty(name = "IMAGE_FILTER", defaultValue = "edges") String filter,
            @ConfigProperty(name = "IMAGE_MAX_PIXELS", defaultValue = "16777216") long mostPixels) {
        this.data = data;
        this.filter = Filter.valueOf(filter.toUpperCase(Locale.ROOT));
        this.pictures = new PictureWork(data, mostPixels);
    }

    /**
     * @param input a picture's bytes, or {@link PictureInput} with {@code filter} and {@code strength}
     * @return the picture's bytes, or the address of each
     */
    @Funq("image-filter")
    public Object filter(byte[] input, @Context FunctionContext call) {
        PictureInput read = PictureInput.of(input, call, data, OPTIONS);
        return pictures.each(read, work(read.options()));
    }

    private UnaryOperator<BufferedImage> work(Options options) {
        Filter chosen = options.word("filter", filter);
        Strength strength = Strength.of(options);
        return picture -> strength.mix(picture, chosen.apply(picture));
    }
}
