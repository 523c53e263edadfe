/** Builds one Java project at each request, in a process that stays: what Maven found out once is kept, and so is warm code. */
@NullMarked
package io.sluice.builder;

import org.jspecify.annotations.NullMarked;
