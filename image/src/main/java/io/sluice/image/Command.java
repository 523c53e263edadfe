package io.sluice.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end. */
final class Command {

    private static final int MINUTES = 5;

    private Command() {}

    /** Runs it; what it wrote is in the failure where it does not end well. */
    static void run(String what, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new ImageFailure(ImageFailure.Kind.FAILED, what + " did not work: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageFailure(ImageFailure.Kind.FAILED, what + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
