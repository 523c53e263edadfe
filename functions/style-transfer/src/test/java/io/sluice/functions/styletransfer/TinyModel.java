package io.sluice.functions.styletransfer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** ONNX models of one operator, written by hand in the format's protocol buffers. */
final class TinyModel {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A model that does this to each number, such as {@code Identity} or {@code Neg}; its input has such dimensions. */
    static byte[] of(String operator, long... dimensions) {
        TinyModel node = new TinyModel().text(1, "image").text(2, "stylized").text(4, operator);
        TinyModel graph = new TinyModel()
                .message(1, node)
                .text(2, "tiny")
                .message(11, value("image", dimensions))
                .message(12, value("stylized", dimensions));
        TinyModel operators = new TinyModel().number(2, 13);
        return new TinyModel()
                .number(1, 8)
                .message(7, graph)
                .message(8, operators)
                .bytes
                .toByteArray();
    }

    /** @param dimensions negative where they may be anything */
    private static TinyModel value(String name, long... dimensions) {
        TinyModel shape = new TinyModel();
        for (int i = 0; i < dimensions.length; i++) {
            TinyModel dimension = new TinyModel();
            shape.message(1, dimensions[i] < 0 ? dimension.text(2, "d" + i) : dimension.number(1, dimensions[i]));
        }
        TinyModel tensor = new TinyModel().number(1, 1).message(2, shape);
        return new TinyModel().text(1, name).message(2, new TinyModel().message(1, tensor));
    }

    private TinyModel number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private TinyModel text(int field, String text) {
        return content(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private TinyModel message(int field, TinyModel message) {
        return content(field, message.bytes.toByteArray());
    }

    private TinyModel content(int field, byte[] content) {
        varint((long) field << 3 | 2);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while (rest >= 0x80) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
