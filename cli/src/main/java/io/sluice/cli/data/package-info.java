/** Collections and files that the runtime keeps: how they are named, listed and copied to and from here. */
@NullMarked
package io.sluice.cli.data;

import org.jspecify.annotations.NullMarked;
