/** The function in {@code sluice/files/test/greet.jar}. */
@NullMarked
package algorithmia.Greet;

import org.jspecify.annotations.NullMarked;
