package io.sluice.functions.media;

import io.sluice.functions.AlgorithmException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/** Pictures in memory: always {@link BufferedImage#TYPE_3BYTE_BGR}. Nothing is written to disk. For any thread. */
public final class Pictures {

    private static final float QUALITY = 0.92f;

    static {
        ImageIO.setUseCache(false);
    }

    private Pictures() {}

    /**
     * Decodes a picture; transparent parts become white.
     *
     * @param name what an error calls it
     * @param mostPixels a larger one is refused before it is decoded
     * @throws AlgorithmException an {@code InputError} when it is no picture, a broken one, or too large
     */
    public static BufferedImage decode(byte[] bytes, String name, long mostPixels) {
        return read(bytes, name, reader -> {
            check(reader, name, mostPixels);
            return plain(reader.read(0));
        });
    }

    /** How many pixels a picture has, by its head; fails as {@link #decode} would of that. */
    static long pixels(byte[] bytes, String name, long mostPixels) {
        return read(bytes, name, reader -> check(reader, name, mostPixels));
    }

    private interface Reading<T> {
        T of(ImageReader reader) throws IOException;
    }

    private static <T> T read(byte[] bytes, String name, Reading<T> reading) {
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw InputErrors.of(name + ": is no picture (JPEG, PNG, GIF and BMP are), " + bytes.length + " bytes");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input, true, true);
                return reading.of(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw InputErrors.of(name + ": is a broken picture: " + broken.getMessage(), broken);
        }
    }

    private static long check(ImageReader reader, String name, long mostPixels) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > mostPixels) {
            throw InputErrors.mustBe(
                    name,
                    "at most " + mostPixels + " pixels",
                    reader.getWidth(0) + "x" + reader.getHeight(0) + " (" + pixels + ")");
        }
        return pixels;
    }

    private static BufferedImage plain(BufferedImage picture) {
        if (picture.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            return picture;
        }
        BufferedImage plain = blank(picture.getWidth(), picture.getHeight());
        Graphics2D graphics = plain.createGraphics();
        graphics.drawImage(picture, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return plain;
    }

    /** A black one. */
    public static BufferedImage blank(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    }

    /** Encodes a picture. */
    public static byte[] encode(BufferedImage picture, PictureFormat format) {
        ImageWriter writer =
                ImageIO.getImageWritersByFormatName(format.extension()).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture, null, null), settings(writer, format));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static ImageWriteParam settings(ImageWriter writer, PictureFormat format) {
        ImageWriteParam settings = writer.getDefaultWriteParam();
        if (format == PictureFormat.JPEG) {
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
        }
        return settings;
    }
}
