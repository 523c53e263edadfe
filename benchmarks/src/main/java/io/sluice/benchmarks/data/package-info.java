/** How fast data goes in and out, beside a plain copy of a file. */
@NullMarked
package io.sluice.benchmarks.data;

import org.jspecify.annotations.NullMarked;
