/** Makes of a command line one whose process sees and reaches only what it was given, by bubblewrap and the kernel's namespaces. */
@NullMarked
package io.sluice.sandbox;

import org.jspecify.annotations.NullMarked;
