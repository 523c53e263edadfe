/** What recording, learning and merging cost, by JMH, and how large what is learned becomes, by JOL. */
@NullMarked
package io.sluice.benchmarks.predictor;

import org.jspecify.annotations.NullMarked;
