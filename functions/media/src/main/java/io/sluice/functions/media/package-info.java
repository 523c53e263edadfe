/** What the picture and video functions share: how they are asked, where data is, and pictures in memory. */
@NullMarked
package io.sluice.functions.media;

import org.jspecify.annotations.NullMarked;
