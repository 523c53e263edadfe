/** How a command ends: exit codes that scripts can trust, and failures that say what to do next. */
@NullMarked
package io.sluice.cli.failure;

import org.jspecify.annotations.NullMarked;
