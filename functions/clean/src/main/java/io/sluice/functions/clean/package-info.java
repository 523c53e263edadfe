/** The function that removes from a text what is not language. */
@NullMarked
package io.sluice.functions.clean;

import org.jspecify.annotations.NullMarked;
