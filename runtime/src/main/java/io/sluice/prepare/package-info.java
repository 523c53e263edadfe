/** Makes of a package, for this host, what its instances need beside it: installed requirements and the like. */
@NullMarked
package io.sluice.prepare;

import org.jspecify.annotations.NullMarked;
