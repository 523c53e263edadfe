/** The runtime as a child process of this machine. */
@NullMarked
package io.sluice.cli.local;

import org.jspecify.annotations.NullMarked;
