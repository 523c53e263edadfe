package io.sluice.functions.styletransfer;

import io.sluice.functions.AlgorithmException;
import io.sluice.functions.media.InputErrors;
import io.sluice.functions.onnx.Model;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A network that makes pictures of pictures: {@code [n,3,height,width]} of red, green and blue from 0 to 255, sides
 * multiples of four, as the fast-neural-style models of the ONNX zoo have it. Thread-safe.
 */
final class StyleModel implements AutoCloseable {

    /** What sides must be multiples of. */
    static final int STEP = 4;

    private static final int DIMENSIONS = 4;
    private static final int COLOURS = 3;

    private final Model<long[]> model;

    private StyleModel(Model<long[]> model) {
        this.model = model;
    }

    /**
     * Reads a model.
     *
     * @param name what errors call it
     * @throws AlgorithmException an {@code InputError} when it is no model, or one of another kind
     */
    static StyleModel load(byte[] bytes, String name) {
        return new StyleModel(Model.load(bytes, name, StyleModel::pictures, "[n,3,height,width]"));
    }

    private static Optional<long[]> pictures(long[] shape) {
        boolean fits = shape.length == DIMENSIONS && (shape[1] == COLOURS || shape[1] < 0);
        return fits ? Optional.of(shape) : Optional.empty();
    }

    /**
     * Makes a picture of one.
     *
     * @param planes all red, then all green, then all blue, row by row
     * @return the same of the made picture
     */
    float[] run(FloatBuffer planes, int width, int height) {
        long[] shape = {1, COLOURS, height, width};
        String picture = "a picture of %dx%d".formatted(width, height);
        Model.Made made = model.run(planes, picture, shape);
        if (!Arrays.equals(made.shape(), shape)) {
            throw InputErrors.of(model.name() + ": made something else than a picture as large as it was given, "
                    + width + "x" + height + ": " + Arrays.toString(made.shape()));
        }
        float[] values = new float[COLOURS * width * height];
        made.numbers().get(values);
        return values;
    }

    @Override
    public void close() {
        model.close();
    }
}
