/** The forms in which text functions take one document or several. */
@NullMarked
package io.sluice.functions.text;

import org.jspecify.annotations.NullMarked;
