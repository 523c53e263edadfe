package io.sluice.functions.styletransfer;

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
import io.sluice.functions.media.Strength;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Paints pictures in the style of a model. Blocks; for any thread but an event loop's. */
@Singleton
@Startup
public final class StyleTransferFunction {

    private static final Set<String> OPTIONS = PictureWork.options(Set.of("model", Strength.OPTION));

    private final Data data;
    private final Optional<String> model;
    private final PictureWork pictures;
    private final Painter painter;
    private final LastLoaded<StyleModel> models = new LastLoaded<>();

    StyleTransferFunction(
            Data data,
            @ConfigProperty(name = "STYLE_MODEL") Optional<String> model,
            @ConfigProperty(name = "STYLE_MAX_PIXELS", defaultValue = "4194304") long mostPixels,
            @ConfigProperty(name = "STYLE_TILE_PIXELS", defaultValue = "442368") int tilePixels) {
        this.data = data;
        this.model = model;
        this.pictures = new PictureWork(data, mostPixels);
        this.painter = new Painter(tilePixels);
    }

    /**
     * @param input a picture's bytes, or {@link PictureInput} with {@code model} and {@code strength}
     * @return the picture's bytes, or the address of each
     */
    @Funq("style-transfer")
    public Object paint(byte[] input, @Context FunctionContext call) {
        PictureInput read = PictureInput.of(input, call, data, OPTIONS);
        Strength strength = Strength.of(read.options());
        String address = address(read.options());
        byte[] model = data.file(address).await().get();
        try (LastLoaded<StyleModel>.Use chosen = models.of(model, bytes -> StyleModel.load(bytes, address))) {
            return pictures.each(read, picture -> strength.mix(picture, painter.paint(picture, chosen.get())));
        }
    }

    private String address(Options options) {
        return options.text("model")
                .or(() -> model)
                .orElseThrow(() -> InputErrors.of("no model is there: name an ONNX one in data by 'model', such as"
                        + " data://.my/models/style.onnx, or deploy with STYLE_MODEL"));
    }
}
