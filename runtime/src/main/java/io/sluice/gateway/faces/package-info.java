/** Which path leads to which face: for clients, and for instances. */
@NullMarked
package io.sluice.gateway.faces;

import org.jspecify.annotations.NullMarked;
