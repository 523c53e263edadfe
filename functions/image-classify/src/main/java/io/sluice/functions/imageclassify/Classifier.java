package io.sluice.functions.imageclassify;

import io.sluice.functions.AlgorithmException;
import io.sluice.functions.onnx.Model;
import java.nio.FloatBuffer;

/** An ONNX model that gives each of its classes a number for a picture. Thread-safe. */
final class Classifier implements AutoCloseable {

    private static final double SUM = 1;
    private static final double NEARLY = 1e-3;

    private final Model<Shape> model;

    private Classifier(Model<Shape> model) {
        this.model = model;
    }

    /**
     * Reads a model.
     *
     * @param name what errors call it
     * @throws AlgorithmException an {@code InputError} when it is no model, or takes no pictures
     */
    static Classifier load(byte[] bytes, String name) {
        return new Classifier(Model.load(bytes, name, Shape::of, "[n,3,height,width] or [n,height,width,3]"));
    }

    Shape shape() {
        return model.shape();
    }

    /** How probable each class is. */
    double[] classify(FloatBuffer numbers) {
        FloatBuffer values =
                model.run(numbers, "a picture", model.shape().tensor()).numbers();
        double[] scores = new double[values.remaining()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = values.get(i);
        }
        return probabilities(scores);
    }

    /** Softmax, unless the model has done it. */
    static double[] probabilities(double... scores) {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            sum += score;
            least = Math.min(least, score);
            most = Math.max(most, score);
        }
        if (least >= 0 && Math.abs(sum - SUM) < NEARLY) {
            return scores;
        }
        double[] made = new double[scores.length];
        double all = 0;
        for (int i = 0; i < scores.length; i++) {
            made[i] = Math.exp(scores[i] - most);
            all += made[i];
        }
        for (int i = 0; i < scores.length; i++) {
            made[i] /= all;
        }
        return made;
    }

    @Override
    public void close() {
        model.close();
    }
}
