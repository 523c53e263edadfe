package io.sluice.predictor.policy.learning;

/**
 * What is paid.
 *
 * @param tau for how many seconds an idle instance may be held to spare one cold start
 * @param start what a start ahead of time costs, as seconds held: its memory meanwhile, and its computing
 */
record Price(double tau, double start) {}
