/** {@code demo/analyze}: the whole text pipeline, called from inside one function. */
@NullMarked
package io.sluice.functions.analyze;

import org.jspecify.annotations.NullMarked;
