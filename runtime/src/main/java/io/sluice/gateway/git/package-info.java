/** The repositories of algorithms over git's smart HTTP protocol: clone, fetch, and push, which builds. */
@NullMarked
package io.sluice.gateway.git;

import org.jspecify.annotations.NullMarked;
