/** Tells what is on pictures. */
@NullMarked
package io.sluice.functions.imageclassify;

import org.jspecify.annotations.NullMarked;
