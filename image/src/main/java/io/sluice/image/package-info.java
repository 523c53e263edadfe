/** The program that builds the runtime's container image: what goes in, on which base, and where the image goes. */
@NullMarked
package io.sluice.image;

import org.jspecify.annotations.NullMarked;
