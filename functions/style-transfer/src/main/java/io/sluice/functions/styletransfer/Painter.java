package io.sluice.functions.styletransfer;

import io.sluice.functions.media.Pictures;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Has a model paint a picture, in tiles where it is large. Thread-safe. */
final class Painter {

    private static final int COLOURS = 3;
    private static final int MOST = 255;

    /** Tiles are not made smaller than that, whatever is asked for. */
    private static final int LEAST_TILE = 128 * 128;

    private final int tilePixels;

    /** A run takes a processor: more at once would only take more memory. */
    private final Semaphore processors = new Semaphore(Runtime.getRuntime().availableProcessors());

    /** A run takes up to a KiB for each pixel. */
    private final Semaphore pixels;

    /** @param tilePixels how many pixels the model sees at a time */
    Painter(int tilePixels) {
        this.tilePixels = tilePixels;
        this.pixels = new Semaphore(2 * Math.max(tilePixels, LEAST_TILE), true);
    }

    BufferedImage paint(BufferedImage picture, StyleModel model) {
        List<Tile> tiles = Tile.covering(picture.getWidth(), picture.getHeight(), tilePixels, StyleModel.STEP);
        if (tiles.size() == 1) {
            return whole(run(model, planes(picture, tiles.getFirst()), tiles.getFirst()), tiles.getFirst(), picture);
        }
        Canvas canvas = new Canvas(picture.getWidth(), picture.getHeight());
        for (Tile tile : tiles) {
            canvas.add(tile, run(model, planes(picture, tile), tile));
        }
        return canvas.picture();
    }

    private float[] run(StyleModel model, FloatBuffer planes, Tile tile) {
        int size = tile.width() * tile.height();
        acquire(pixels, size);
        try {
            acquire(processors, 1);
            try {
                return model.run(planes, tile.width(), tile.height());
            } finally {
                processors.release();
            }
        } finally {
            pixels.release(size);
        }
    }

    private static void acquire(Semaphore semaphore, int permits) {
        try {
            semaphore.acquire(permits);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody waits for the picture any more", cancelled);
        }
    }

    /** Pixels beyond the picture's border are as those at it. */
    private static FloatBuffer planes(BufferedImage picture, Tile tile) {
        int area = tile.width() * tile.height();
        FloatBuffer planes = ByteBuffer.allocateDirect(COLOURS * area * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        int width = picture.getWidth();
        int[] row = new int[width];
        for (int y = 0; y < tile.height(); y++) {
            picture.getRGB(0, Math.min(tile.y() + y, picture.getHeight() - 1), width, 1, row, 0, width);
            for (int x = 0; x < tile.width(); x++) {
                int rgb = row[Math.min(tile.x() + x, width - 1)];
                int at = y * tile.width() + x;
                planes.put(at, rgb >> 16 & MOST);
                planes.put(area + at, rgb >> 8 & MOST);
                planes.put(2 * area + at, rgb & MOST);
            }
        }
        return planes;
    }

    /** What the only tile came to, without what reaches over the picture's border. */
    private static BufferedImage whole(float[] planes, Tile tile, BufferedImage like) {
        BufferedImage picture = Pictures.blank(like.getWidth(), like.getHeight());
        byte[] bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        int area = tile.width() * tile.height();
        int to = 0;
        for (int y = 0; y < like.getHeight(); y++) {
            int from = y * tile.width();
            for (int x = 0; x < like.getWidth(); x++) {
                bytes[to++] = level(planes[2 * area + from + x]);
                bytes[to++] = level(planes[area + from + x]);
                bytes[to++] = level(planes[from + x]);
            }
        }
        return picture;
    }

    private static byte level(float value) {
        return (byte) Math.clamp(Math.round(value), 0, MOST);
    }

    /** What the tiles come to together. */
    private static final class Canvas {

        private final int width;
        private final int height;
        private final float[] sums;
        private final float[] weights;

        Canvas(int width, int height) {
            this.width = width;
            this.height = height;
            this.sums = new float[COLOURS * width * height];
            this.weights = new float[width * height];
        }

        void add(Tile tile, float[] planes) {
            int area = tile.width() * tile.height();
            for (int y = 0; y < Math.min(tile.height(), height - tile.y()); y++) {
                for (int x = 0; x < Math.min(tile.width(), width - tile.x()); x++) {
                    float weight = tile.weight(x, y);
                    int to = (tile.y() + y) * width + tile.x() + x;
                    weights[to] += weight;
                    for (int colour = 0; colour < COLOURS; colour++) {
                        sums[COLOURS * to + colour] += weight * planes[colour * area + y * tile.width() + x];
                    }
                }
            }
        }

        BufferedImage picture() {
            BufferedImage picture = Pictures.blank(width, height);
            int[] row = new int[width];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int at = y * width + x;
                    row[x] = value(at, 0) << 16 | value(at, 1) << 8 | value(at, 2);
                }
                picture.setRGB(0, y, width, 1, row, 0, width);
            }
            return picture;
        }

        private int value(int at, int colour) {
            return Math.clamp(Math.round(sums[COLOURS * at + colour] / weights[at]), 0, MOST);
        }
    }
}
