/** Runtimes that have a name: their addresses, keys and certificates in the user's configuration folder. */
@NullMarked
package io.sluice.cli.context;

import org.jspecify.annotations.NullMarked;
