package io.sluice.cli.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures and a tone to make a clip of, for those who have none: a disc that moves over changing colours. As BMP and WAV,
 * whose bytes need no library.
 */
final class GeneratedClip {

    static final int SECONDS = 3;
    static final String TONE = "tone.wav";

    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int RADIUS = 30;
    private static final int BYTES = 3;
    private static final int BMP_HEAD = 54;
    private static final int WAV_HEAD = 44;
    private static final int SAMPLES = 44_100;
    private static final int HERTZ = 440;
    private static final int LOUD = 12_000;

    private GeneratedClip() {}

    /** Writes the pictures, so many a second, and the tone; returns the pictures' names in order. */
    static List<String> write(Path folder, double fps) throws IOException {
        int count = Math.max(1, (int) Math.round(SECONDS * fps));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "frame-%04d.bmp".formatted(i);
            Files.write(folder.resolve(name), picture(i / (double) count));
            names.add(name);
        }
        Files.write(folder.resolve(TONE), tone());
        return names;
    }

    /** @param time from 0 to 1 */
    private static byte[] picture(double time) {
        ByteBuffer bmp = little(BMP_HEAD + WIDTH * HEIGHT * BYTES);
        bmp.put(ascii("BM")).putInt(bmp.capacity()).putInt(0).putInt(BMP_HEAD);
        bmp.putInt(BMP_HEAD - 14).putInt(WIDTH).putInt(HEIGHT);
        bmp.putShort((short) 1).putShort((short) (8 * BYTES)).position(BMP_HEAD);
        double x = RADIUS + time * (WIDTH - 2 * RADIUS);
        double y = HEIGHT / 2.0 + Math.sin(time * 4 * Math.PI) * (HEIGHT / 2.0 - RADIUS);
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                boolean disc = Math.hypot(column - x, row - y) < RADIUS;
                bmp.put((byte) (disc ? 60 : 255 * row / HEIGHT));
                bmp.put((byte) (disc ? 220 : 255 * column / WIDTH));
                bmp.put((byte) (disc ? 250 : 255 * time));
            }
        }
        return bmp.array();
    }

    private static byte[] tone() {
        int bytes = SECONDS * SAMPLES * Short.BYTES;
        ByteBuffer wav = little(WAV_HEAD + bytes);
        wav.put(ascii("RIFF")).putInt(WAV_HEAD - 8 + bytes).put(ascii("WAVEfmt "));
        wav.putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(SAMPLES).putInt(SAMPLES * Short.BYTES);
        wav.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
        wav.put(ascii("data")).putInt(bytes);
        for (int i = 0; i < SECONDS * SAMPLES; i++) {
            wav.putShort((short) (LOUD * Math.sin(2 * Math.PI * HERTZ * i / SAMPLES)));
        }
        return wav.array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
