/** Joins frames and sound to a video. */
@NullMarked
package io.sluice.functions.videojoin;

import org.jspecify.annotations.NullMarked;
