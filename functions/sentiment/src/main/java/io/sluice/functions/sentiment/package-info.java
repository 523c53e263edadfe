/** The function that labels a text as negative, neutral or positive, and the model that it asks. */
@NullMarked
package io.sluice.functions.sentiment;

import org.jspecify.annotations.NullMarked;
