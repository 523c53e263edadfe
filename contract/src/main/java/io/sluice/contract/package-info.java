/** Names and records that cross a process boundary between clients, runtime and instances; {@code java.*} only. */
@NullMarked
package io.sluice.contract;

import org.jspecify.annotations.NullMarked;
