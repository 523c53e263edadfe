/** Algorithmia's way to call: {@code /v1/algo/owner/name}, and chains of calls. */
@NullMarked
package io.sluice.gateway.algo;

import org.jspecify.annotations.NullMarked;
