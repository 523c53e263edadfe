/** What tests of several packages need: sample functions, and a runtime without processes and without HTTP. */
@NullMarked
package io.sluice.testing;

import org.jspecify.annotations.NullMarked;
