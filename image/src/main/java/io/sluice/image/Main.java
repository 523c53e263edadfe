package io.sluice.image;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Builds the image that is asked for on standard input, see {@link Request}, and tells of it as {@link Answers} says. */
public final class Main {

    private Main() {}

    /** Runs it; exit code 0 where the image was built. */
    public static void main(String[] arguments) {
        Answers answers = new Answers(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        // What libraries write is no answer.
        System.setOut(System.err);
        System.exit(run(answers) ? 0 : 1);
    }

    private static boolean run(Answers answers) {
        try (InputStreamReader input = new InputStreamReader(System.in, StandardCharsets.UTF_8)) {
            answers.built(new ImageBuild(Request.read(input), answers).run());
            return true;
        } catch (ImageFailure e) {
            answers.failed(e.kind(), e.text());
        } catch (IOException e) {
            answers.failed(ImageFailure.Kind.FAILED, "a file cannot be read or written: " + e);
        }
        return false;
    }
}
