package io.sluice.functions.styletransfer;

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
import java.util.Arrays;
import java.util.Map;

/**
 * A network that makes pictures of pictures: {@code [n,3,height,width]} of red, green and blue from 0 to 255, sides
 * multiples of four, as the fast-neural-style models of the ONNX zoo have it. Uses one thread: instances are what runs
 * in parallel. Thread-safe.
 */
final class StyleModel implements AutoCloseable {

    /** What sides must be multiples of. */
    static final int STEP = 4;

    private static final int DIMENSIONS = 4;
    private static final int COLOURS = 3;

    private final OrtSession session;
    private final String name;
    private final String input;

    private StyleModel(OrtSession session, String name, String input) {
        this.session = session;
        this.name = name;
        this.input = input;
    }

    /**
     * Reads a model.
     *
     * @param name what errors call it
     * @throws AlgorithmException an {@code InputError} when it is no model, or one of another kind
     */
    static StyleModel load(byte[] bytes, String name) {
        OrtSession session;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = OrtEnvironment.getEnvironment().createSession(bytes, options);
        } catch (OrtException noModel) {
            throw InputErrors.of(name + ": is no ONNX model that can be run: " + noModel.getMessage(), noModel);
        }
        try {
            return new StyleModel(session, name, inputOf(session, name));
        } catch (OrtException | RuntimeException unfit) {
            close(session);
            throw unfit instanceof AlgorithmException known
                    ? known
                    : InputErrors.of(name + ": its input can't be told: " + unfit.getMessage(), unfit);
        }
    }

    private static String inputOf(OrtSession session, String name) throws OrtException {
        Map<String, NodeInfo> inputs = session.getInputInfo();
        for (NodeInfo only : inputs.values()) {
            if (inputs.size() == 1
                    && only.getInfo() instanceof TensorInfo tensor
                    && tensor.type == OnnxJavaType.FLOAT
                    && tensor.getShape().length == DIMENSIONS
                    && (tensor.getShape()[1] == COLOURS || tensor.getShape()[1] < 0)) {
                return only.getName();
            }
        }
        throw InputErrors.mustBe(
                name, "a model of one input of floats, [n,3,height,width]", "one of " + inputs.values());
    }

    /**
     * Makes a picture of one.
     *
     * @param planes all red, then all green, then all blue, row by row
     * @return the same of the made picture
     */
    float[] run(FloatBuffer planes, int width, int height) {
        long[] shape = {1, COLOURS, height, width};
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), planes, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            if (!(result.get(0) instanceof OnnxTensor made)
                    || !Arrays.equals(made.getInfo().getShape(), shape)) {
                throw InputErrors.of(name + ": made something else than a picture as large as it was given, " + width
                        + "x" + height + ": " + result.get(0).getInfo());
            }
            float[] values = new float[COLOURS * width * height];
            made.getFloatBuffer().get(values);
            return values;
        } catch (OrtException failed) {
            throw InputErrors.of(
                    "%s: failed with a picture of %dx%d: %s".formatted(name, width, height, failed.getMessage()),
                    failed);
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
