package io.sluice.algorithms;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How sources are built.
 *
 * @param folder where; what an earlier runtime left there is removed
 * @param javaHome the JDK that Java is compiled with
 * @param environment the runtime's own, of which builds get what they need
 * @param bound how long a build command may take
 */
public record BuildSettings(Path folder, Path javaHome, Map<String, String> environment, Duration bound) {}
