/** The program's entry: the tree of commands and what their exceptions become. */
@NullMarked
package io.sluice.cli;

import org.jspecify.annotations.NullMarked;
