/** The data face: collections and files, as Algorithmia's clients read and write them. */
@NullMarked
package io.sluice.gateway.data;

import org.jspecify.annotations.NullMarked;
