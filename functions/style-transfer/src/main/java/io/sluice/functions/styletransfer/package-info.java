/** Paints pictures in the style of a model. */
@NullMarked
package io.sluice.functions.styletransfer;

import org.jspecify.annotations.NullMarked;
