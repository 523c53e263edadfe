/** New projects from the templates in the resources. */
@NullMarked
package io.sluice.cli.scaffold;

import org.jspecify.annotations.NullMarked;
