/** The frames that runtime and instance exchange over one connection: their bytes, and the rules of who may send what. */
@NullMarked
package io.sluice.contract.frames;

import org.jspecify.annotations.NullMarked;
