/** Records what a run of the program looks up by name, to hold it against what a native image is told. */
@NullMarked
package io.sluice.cli.metadata;

import org.jspecify.annotations.NullMarked;
