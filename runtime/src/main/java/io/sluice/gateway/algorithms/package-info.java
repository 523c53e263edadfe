/** The management API as Algorithmia's clients know it: algorithms, their versions and builds, accounts and keys. */
@NullMarked
package io.sluice.gateway.algorithms;

import org.jspecify.annotations.NullMarked;
