/** Data that functions and their callers keep: what its paths mean, who may read and write it, and the store that holds it. */
@NullMarked
package io.sluice.data;

import org.jspecify.annotations.NullMarked;
