/** What a JVM says of itself when one asks it: what it allocates, and where its time goes. */
@NullMarked
package io.sluice.benchmarks.jvm;

import org.jspecify.annotations.NullMarked;
