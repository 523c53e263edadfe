package io.sluice.prepare;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter that Python functions run on, found when it is first needed: {@code python3} may be a script that
 * chooses one, which would cost each start its time. Blocks; safe for use by many threads.
 */
public final class PythonInterpreter implements Supplier<Path> {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String ASK =
            "import sys; print(int(sys.version_info >= (3, 9)), sys.version.split()[0], sys.executable)";

    private final String wanted;
    private @Nullable Path found;

    /** The one that an operator wants, or {@code python3} on the path. */
    public PythonInterpreter(Optional<Path> wanted) {
        this.wanted = wanted.map(Path::toString).orElse("python3");
    }

    /**
     * The interpreter's own program.
     *
     * @throws PreparationFailed when there is none, or an old one
     */
    @Override
    public synchronized Path get() {
        Path known = found;
        if (known == null) {
            known = ask();
            found = known;
        }
        return known;
    }

    private Path ask() {
        try {
            Map<String, String> environment = System.getenv();
            ToolResult run = ToolResult.of(List.of(wanted, "-c", ASK), Path.of("/"), environment, BOUND);
            String[] words = run.lastLines().split(" ", 3);
            if (run.code() != 0 || words.length < 3 || words[2].isBlank()) {
                throw unusable(run.end() + ": " + run.lastLines());
            }
            if (!words[0].equals("1")) {
                throw unusable("it is Python " + words[1]);
            }
            return Path.of(words[2]);
        } catch (IOException e) {
            throw unusable("there is no such program");
        }
    }

    private PreparationFailed unusable(String why) {
        return new PreparationFailed("functions in Python need an interpreter of version 3.9 or later, and '" + wanted
                + "' is none: " + why + "; install one, or set SLUICE_FUNCTION_PYTHON to its path and start the"
                + " runtime again");
    }
}
