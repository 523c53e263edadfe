package io.sluice.functions.onnx;

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
import java.util.function.Function;

/**
 * An ONNX model of one input of floats. Uses one thread: instances are what runs in parallel. Thread-safe.
 *
 * @param <S> what is known of its input's shape
 */
public final class Model<S> implements AutoCloseable {

    private final OrtSession session;
    private final String name;
    private final String input;
    private final S shape;

    private Model(OrtSession session, String name, String input, S shape) {
        this.session = session;
        this.name = name;
        this.input = input;
        this.shape = shape;
    }

    /** The numbers that a model made, with the shape that they have. */
    public record Made(FloatBuffer numbers, long[] shape) {}

    /**
     * Reads a model.
     *
     * @param name what errors call it
     * @param shape reads the dimensions of its input, below 0 where they may be anything; nothing where they don't do
     * @param rule how errors name those that do
     * @throws AlgorithmException an {@code InputError} when it is no model, or one of another kind
     */
    public static <S> Model<S> load(byte[] bytes, String name, Function<long[], Optional<S>> shape, String rule) {
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
            if (inputs.size() == 1) {
                NodeInfo only = inputs.values().iterator().next();
                Optional<S> known = floats(only).flatMap(shape);
                if (known.isPresent()) {
                    return new Model<>(session, name, only.getName(), known.get());
                }
            }
            throw InputErrors.mustBe(name, "a model of one input of floats, " + rule, "one of " + inputs.values());
        } catch (OrtException | RuntimeException unfit) {
            close(session);
            throw unfit instanceof AlgorithmException known
                    ? known
                    : InputErrors.of(name + ": its input can't be told: " + unfit.getMessage(), unfit);
        }
    }

    private static Optional<long[]> floats(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT
                ? Optional.of(tensor.getShape())
                : Optional.empty();
    }

    /** What errors call it. */
    public String name() {
        return name;
    }

    /** What is known of its input's shape. */
    public S shape() {
        return shape;
    }

    /**
     * Runs it.
     *
     * @param with what it is run with, for errors, such as {@code a picture of 4x4}
     * @throws AlgorithmException an {@code InputError} when it fails, or its first output is something else than floats
     */
    public Made run(FloatBuffer numbers, String with, long... dimensions) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), numbers, dimensions);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            if (!(result.get(0) instanceof OnnxTensor made) || made.getInfo().type != OnnxJavaType.FLOAT) {
                throw InputErrors.mustBe(
                        name,
                        "a model whose first output is floats",
                        result.get(0).getInfo());
            }
            return new Made(made.getFloatBuffer(), made.getInfo().getShape());
        } catch (OrtException failed) {
            throw InputErrors.of("%s: failed with %s: %s".formatted(name, with, failed.getMessage()), failed);
        }
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
