/** The JSON bodies of the management API, as the runtime writes and the command line reads them. */
@NullMarked
package io.sluice.contract.api;

import org.jspecify.annotations.NullMarked;
