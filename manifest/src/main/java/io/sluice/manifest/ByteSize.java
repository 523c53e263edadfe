package io.sluice.manifest;

/** Sizes as the manifest spells them: {@code 256MiB}, {@code 1GiB}. */
final class ByteSize {

    static final long MIB = 1L << 20;
    static final long GIB = 1L << 30;

    private ByteSize() {}

    /** Bytes of a text that has the schema's form. */
    static long parse(String text) {
        long number = Long.parseLong(text.substring(0, text.length() - 3));
        return number * (text.endsWith("GiB") ? GIB : MIB);
    }

    static String format(long bytes) {
        return bytes % GIB == 0 ? bytes / GIB + "GiB" : bytes / MIB + "MiB";
    }
}
