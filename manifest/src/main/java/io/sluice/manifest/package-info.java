/** What {@code sluice.yaml} may say: its published schema, the typed settings, and what is wrong with a wrong one. */
@NullMarked
package io.sluice.manifest;

import org.jspecify.annotations.NullMarked;
