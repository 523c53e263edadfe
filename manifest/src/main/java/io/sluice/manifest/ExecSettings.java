package io.sluice.manifest;

import java.util.List;

/**
 * How a program that serves HTTP is started and called.
 *
 * @param command the program and its arguments; a program with a slash in it is one of the package
 * @param health the path that answers 2xx as soon as the program takes calls, or {@code tcp}: it does when it listens
 * @param path the path that calls are posted to
 */
public record ExecSettings(List<String> command, String health, String path) {

    public ExecSettings {
        command = List.copyOf(command);
    }
}
