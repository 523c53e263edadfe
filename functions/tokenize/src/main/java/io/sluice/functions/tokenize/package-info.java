/** The function that cuts a text into tokens. */
@NullMarked
package io.sluice.functions.tokenize;

import org.jspecify.annotations.NullMarked;
