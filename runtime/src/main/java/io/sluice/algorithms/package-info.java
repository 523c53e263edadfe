/** Algorithms as their authors make them over the API: a record, a repository with the source, its builds, and what was published of them. */
@NullMarked
package io.sluice.algorithms;

import org.jspecify.annotations.NullMarked;
