package io.sluice.builder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Builds the project in the folder that is the one argument, once for each line that it reads, and ends with its input. For
 * each it writes lines that begin with a blank, what is to be told, and one more: {@code built}, {@code failed} or
 * {@code unusual}.
 */
public final class Main {

    private Main() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        // What Quarkus and the author's build steps write is not an answer.
        System.setOut(System.err);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (ProjectBuild build =
                new ProjectBuild(Path.of(arguments[0]).toAbsolutePath().normalize())) {
            while (requests.readLine() != null) {
                answers.print(text(build.run()));
                answers.flush();
            }
        }
    }

    static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Built() -> "built\n";
            case Outcome.Failed(String message) -> message.indent(1) + "failed\n";
            case Outcome.Unusual(String reason) -> reason.indent(1) + "unusual\n";
        };
    }
}
