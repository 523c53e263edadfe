/** From a project's folder to a deployed version: check, build, pack, upload. */
@NullMarked
package io.sluice.cli.deploy;

import org.jspecify.annotations.NullMarked;
