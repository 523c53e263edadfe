package io.sluice.benchmarks.bare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Does the whole once for each line of standard input, and answers with the seconds of its three stages. */
public final class Main {

    private Main() {}

    /** Takes the clip, the model, the width of frames, frames a second, and the file that is made. */
    public static void main(String[] arguments) throws Exception {
        Path clip = Path.of(arguments[0]);
        int width = Integer.parseInt(arguments[2]);
        double fps = Double.parseDouble(arguments[3]);
        try (Painter painter = new Painter(Path.of(arguments[1]))) {
            rounds(new Whole(clip, painter, width, fps, Path.of(arguments[4])));
        }
    }

    private static void rounds(Whole whole) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            double[] seconds = whole.run();
            System.out.println(
                    String.format(Locale.ROOT, "%.3f %.3f %.3f %.0f", seconds[0], seconds[1], seconds[2], seconds[3]));
        }
    }
}
