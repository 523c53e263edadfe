/** The sentiment demonstration: a runtime of its own, five functions, and tweets through a pipe. */
@NullMarked
package io.sluice.cli.demo;

import org.jspecify.annotations.NullMarked;
