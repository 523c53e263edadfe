/** This process as an instance that serves a Java algorithm in one of Algorithmia's forms; speaks frames with the runtime. */
@NullMarked
package io.sluice.runners.java;

import org.jspecify.annotations.NullMarked;
