/** What a person or a script sees: tables, JSON, colours, progress. */
@NullMarked
package io.sluice.cli.console;

import org.jspecify.annotations.NullMarked;
