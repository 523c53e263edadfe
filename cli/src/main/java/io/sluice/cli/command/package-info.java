/** One class for each command. */
@NullMarked
package io.sluice.cli.command;

import org.jspecify.annotations.NullMarked;
