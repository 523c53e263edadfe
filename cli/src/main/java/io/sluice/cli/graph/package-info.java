/** Who calls whom, as other programs draw it. */
@NullMarked
package io.sluice.cli.graph;

import org.jspecify.annotations.NullMarked;
