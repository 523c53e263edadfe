/** Classical filters, for pictures as bytes or in data. */
@NullMarked
package io.sluice.functions.imagefilter;

import org.jspecify.annotations.NullMarked;
