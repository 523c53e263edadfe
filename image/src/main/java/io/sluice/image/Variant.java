package io.sluice.image;

import java.util.List;
import java.util.Locale;

/** What an image has for functions, beside what the runtime itself needs. */
enum Variant {
    /** A Java runtime: for functions in Java, executables and pipelines. */
    SLIM(List.of()),
    /** A whole JDK, and what functions in Python and JavaScript run on. */
    FULL(List.of("python3", "node"));

    private final List<String> programs;

    Variant(List<String> programs) {
        this.programs = programs;
    }

    /** What the base image must bring. */
    List<String> programs() {
        return programs;
    }

    /** Its name on the command line and in the image's label. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Variant of(String word) {
        for (Variant variant : values()) {
            if (variant.word().equals(word)) {
                return variant;
            }
        }
        throw ImageFailure.wrong("--variant must be slim or full, was '" + word + "'");
    }
}
