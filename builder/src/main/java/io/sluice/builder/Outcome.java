package io.sluice.builder;

/** What came of a build. */
sealed interface Outcome {

    /** The package folder holds what the sources say. */
    record Built() implements Outcome {}

    /** The sources are wrong. */
    record Failed(String message) implements Outcome {}

    /** The project asks for more than is done here; its own build has to do it. */
    record Unusual(String reason) implements Outcome {}
}
