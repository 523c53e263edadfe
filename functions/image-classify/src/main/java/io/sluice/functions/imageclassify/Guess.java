package io.sluice.functions.imageclassify;

/**
 * What may be on a picture.
 *
 * @param score how sure that is, from 0 to 1
 */
public record Guess(String label, double score) {}
