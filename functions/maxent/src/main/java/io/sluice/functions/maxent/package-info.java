/** Models of OpenNLP as arrays that are made when a function is built, and read in no time when it starts. */
@NullMarked
package io.sluice.functions.maxent;

import org.jspecify.annotations.NullMarked;
