/** What the video functions share: reading and writing of videos, by FFmpeg. */
@NullMarked
package io.sluice.functions.video;

import org.jspecify.annotations.NullMarked;
