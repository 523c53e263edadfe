package io.sluice.prepare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program that is to be run on files of somebody who is not trusted: a compiler, an installer.
 *
 * @param command the program and its arguments
 * @param folder its working directory
 * @param reads what it may read beside its folder and the system's own files; those that are not there are left out
 * @param writes folders that it may write to
 * @param temporary an empty folder for its temporary files, which is its home too where it is confined
 * @param environment the whole environment beside {@code HOME} and {@code TMPDIR}
 * @param bound how long it may take
 */
public record Tool(
        List<String> command,
        Path folder,
        List<Path> reads,
        List<Path> writes,
        Path temporary,
        Map<String, String> environment,
        Duration bound) {

    public Tool {
        command = List.copyOf(command);
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        environment = Map.copyOf(environment);
    }
}
