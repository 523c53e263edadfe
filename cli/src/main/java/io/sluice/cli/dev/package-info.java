/** The author's loop: edit, and the function that runs is the new one. */
@NullMarked
package io.sluice.cli.dev;

import org.jspecify.annotations.NullMarked;
