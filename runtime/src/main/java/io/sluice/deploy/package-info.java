/** Takes packages in, and moves callers from one version of a function to another without losing a call. */
@NullMarked
package io.sluice.deploy;

import org.jspecify.annotations.NullMarked;
