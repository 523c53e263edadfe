/** What readers of trace files share: opening files, saying what is wrong with them, cells of CSV, expanding counts. */
@NullMarked
package io.sluice.predictor.trace.source;

import org.jspecify.annotations.NullMarked;
