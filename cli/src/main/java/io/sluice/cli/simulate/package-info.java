/** Replaying traces under warm-up policies: what the command line says of it, and how the report is shown. */
@NullMarked
package io.sluice.cli.simulate;

import org.jspecify.annotations.NullMarked;
