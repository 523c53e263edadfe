/** The edge: who is calling, what a body may be, and how a failure becomes a status, the same for every HTTP face. */
@NullMarked
package io.sluice.gateway;

import org.jspecify.annotations.NullMarked;
