/** The function that replaces words by their dictionary form. */
@NullMarked
package io.sluice.functions.lemmatize;

import org.jspecify.annotations.NullMarked;
