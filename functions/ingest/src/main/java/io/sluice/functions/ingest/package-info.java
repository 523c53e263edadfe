/** The function that reads tweets: from a body, from an address, from a timeline. */
@NullMarked
package io.sluice.functions.ingest;

import org.jspecify.annotations.NullMarked;
