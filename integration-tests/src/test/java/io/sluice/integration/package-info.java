/** The whole of Sluice as its users meet it: a runtime in a process of its own, real functions, requests over HTTP. */
@NullMarked
package io.sluice.integration;

import org.jspecify.annotations.NullMarked;
