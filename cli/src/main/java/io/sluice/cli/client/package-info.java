/** The runtime's HTTP API, as the commands use it, and how its address and key are found. */
@NullMarked
package io.sluice.cli.client;

import org.jspecify.annotations.NullMarked;
