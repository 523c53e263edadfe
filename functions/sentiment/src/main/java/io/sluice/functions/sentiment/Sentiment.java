package io.sluice.functions.sentiment;

import java.util.Map;

/**
 * What the model says of one document.
 *
 * @param label the most probable label
 * @param confidence its probability, 0 to 1
 * @param scores the probability of each label; they add up to 1 (rounded to 4 digits)
 */
public record Sentiment(Label label, double confidence, Map<Label, Double> scores) {}
