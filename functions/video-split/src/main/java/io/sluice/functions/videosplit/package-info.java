/** Splits a video into frames. */
@NullMarked
package io.sluice.functions.videosplit;

import org.jspecify.annotations.NullMarked;
