package io.sluice.functions.text;

import java.util.List;

/** One document: as it was written, or already cut into tokens (or lemmas). */
public sealed interface Document {

    /** As it was written. */
    record Text(String text) implements Document {}

    /** Already cut into pieces, in their order. */
    record Tokens(List<String> tokens) implements Document {

        public Tokens {
            tokens = List.copyOf(tokens);
        }
    }
}
