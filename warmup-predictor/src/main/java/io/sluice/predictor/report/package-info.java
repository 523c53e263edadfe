/** What replays came to, side by side: rows, CSV, and the picture of waste against cold starts. */
@NullMarked
package io.sluice.predictor.report;

import org.jspecify.annotations.NullMarked;
