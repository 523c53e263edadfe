/** The development kit, by the names that authors extend and start; what it does is left to the runner. */
@NullMarked
package com.algorithmia.development;

import org.jspecify.annotations.NullMarked;
