/** What the author of a Java function compiles against: the binding over Funqy's registry, and nested calls. */
@NullMarked
package io.sluice.functions;

import org.jspecify.annotations.NullMarked;
