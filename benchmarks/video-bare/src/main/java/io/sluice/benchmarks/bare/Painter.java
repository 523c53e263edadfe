package io.sluice.benchmarks.bare;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sluice.functions.media.Pictures;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One session of the model, and a thread for each processor. */
final class Painter implements AutoCloseable {

    private static final int COLOURS = 3;
    private static final int MOST = 255;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    Painter(Path model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            this.session = environment.createSession(model.toString(), options);
        }
    }

    List<BufferedImage> paint(List<BufferedImage> frames) throws InterruptedException {
        List<Callable<BufferedImage>> tasks = new ArrayList<>();
        frames.forEach(frame -> tasks.add(() -> paint(frame)));
        List<BufferedImage> painted = new ArrayList<>();
        for (Future<BufferedImage> each : threads.invokeAll(tasks)) {
            try {
                painted.add(each.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a frame can't be painted", e);
            }
        }
        return painted;
    }

    private BufferedImage paint(BufferedImage frame) throws OrtException {
        int width = frame.getWidth();
        int height = frame.getHeight();
        long[] shape = {1, COLOURS, height, width};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, planes(frame), shape);
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
            return picture(((OnnxTensor) result.get(0)).getFloatBuffer(), width, height);
        }
    }

    private static FloatBuffer planes(BufferedImage frame) {
        int[] pixels = frame.getRGB(0, 0, frame.getWidth(), frame.getHeight(), null, 0, frame.getWidth());
        FloatBuffer planes = ByteBuffer.allocateDirect(COLOURS * pixels.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < pixels.length; i++) {
            planes.put(i, pixels[i] >> 16 & MOST);
            planes.put(pixels.length + i, pixels[i] >> 8 & MOST);
            planes.put(2 * pixels.length + i, pixels[i] & MOST);
        }
        return planes;
    }

    private static BufferedImage picture(FloatBuffer planes, int width, int height) {
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = value(planes, i) << 16
                    | value(planes, pixels.length + i) << 8
                    | value(planes, 2 * pixels.length + i);
        }
        BufferedImage picture = Pictures.blank(width, height);
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        return picture;
    }

    private static int value(FloatBuffer planes, int at) {
        return Math.clamp(Math.round(planes.get(at)), 0, MOST);
    }

    @Override
    public void close() throws OrtException {
        threads.shutdownNow();
        session.close();
    }
}
