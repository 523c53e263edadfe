package io.sluice.cli.demo;

import java.util.List;
import java.util.stream.Stream;

/**
 * A pipeline that a demonstration calls.
 *
 * @param entry the function that clients call
 * @param inner those that it calls, however deep, in the order of their need
 * @param input what it is given, as JSON
 */
record Pipeline(String name, String entry, List<String> inner, String input) {

    /** Every function of it, those needed first first. */
    List<String> functions() {
        return Stream.concat(Stream.of(entry), inner.stream()).toList();
    }
}
