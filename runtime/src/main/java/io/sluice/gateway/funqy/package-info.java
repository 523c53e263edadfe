/** Funqy's way to call: query parameters or JSON in, the bare result out. */
@NullMarked
package io.sluice.gateway.funqy;

import org.jspecify.annotations.NullMarked;
