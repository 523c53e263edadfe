/** Algorithms as authors write them. */
@NullMarked
package author;

import org.jspecify.annotations.NullMarked;
