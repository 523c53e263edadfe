package io.sluice.functions.imageclassify;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sluice.functions.AlgorithmException;
import io.sluice.functions.media.InputErrors;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;

/** An ONNX model that gives each of its classes a number for a picture. Uses one thread. Thread-safe. */
final class Classifier implements AutoCloseable {

    private static final double SUM = 1;
    private static final double NEARLY = 1e-3;

    private final OrtSession session;
    private final String name;
    private final String input;
    private final Shape shape;

    private Classifier(OrtSession session, String name, String input, Shape shape) {
        this.session = session;
        this.name = name;
        this.input = input;
        this.shape = shape;
    }

    /**
     * Reads a model.
     *
     * @param name what errors call it
     * @throws AlgorithmException an {@code InputError} when it is no model, or takes no pictures
     */
    static Classifier load(byte[] bytes, String name) {
        OrtSession session;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = OrtEnvironment.getEnvironment().createSession(bytes, options);
        } catch (OrtException noModel) {
            throw InputErrors.of(name + ": is no ONNX model that can be run: " + noModel.getMessage(), noModel);
        }
        try {
            Map<String, NodeInfo> inputs = session.getInputInfo();
            NodeInfo only = inputs.values().iterator().next();
            Shape shape = shapeOf(only)
                    .filter(any -> inputs.size() == 1)
                    .orElseThrow(() -> InputErrors.mustBe(
                            name,
                            "a model of one input of floats, [n,3,height,width] or [n,height,width,3]",
                            "one of " + inputs.values()));
            return new Classifier(session, name, only.getName(), shape);
        } catch (OrtException | RuntimeException unfit) {
            close(session);
            throw unfit instanceof AlgorithmException known
                    ? known
                    : InputErrors.of(name + ": its input can't be told: " + unfit.getMessage(), unfit);
        }
    }

    private static Optional<Shape> shapeOf(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT
                ? Shape.of(tensor.getShape())
                : Optional.empty();
    }

    Shape shape() {
        return shape;
    }

    /** How probable each class is. */
    double[] classify(FloatBuffer numbers) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), numbers, shape.tensor());
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            if (!(result.get(0) instanceof OnnxTensor made) || made.getInfo().type != OnnxJavaType.FLOAT) {
                throw InputErrors.mustBe(
                        name,
                        "a model whose first output is floats",
                        result.get(0).getInfo());
            }
            FloatBuffer values = made.getFloatBuffer();
            double[] scores = new double[values.remaining()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = values.get(i);
            }
            return probabilities(scores);
        } catch (OrtException failed) {
            throw InputErrors.of(name + ": failed with a picture: " + failed.getMessage(), failed);
        }
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
        close(session);
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException alreadyGone) {
            throw new IllegalStateException(alreadyGone);
        }
    }
}
