/** Makes a video of a video, by calling functions. */
@NullMarked
package io.sluice.functions.videotransform;

import org.jspecify.annotations.NullMarked;
