package io.sluice.cli.simulate;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.predictor.report.ParetoPlot;
import io.sluice.predictor.report.Report;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The file that a picture goes to, known to be writable before anything is replayed for it. */
public record PlotFile(Path path, boolean svg) {

    /** Checks the file's name and folder. */
    public static PlotFile of(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw new CliFailure(ExitCode.USAGE, "--plot: the file must end with .svg or .png, was " + path);
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CliFailure(ExitCode.NOT_FOUND, "--plot: there is no folder " + folder);
        }
        return new PlotFile(path, name.endsWith(".svg"));
    }

    /** Writes the picture. */
    public void write(Report report) {
        System.setProperty("java.awt.headless", "true");
        ParetoPlot plot = new ParetoPlot(report);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            if (svg) {
                plot.writeSvg(out);
            } else {
                plot.writePng(out);
            }
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "--plot: cannot write " + path + ": " + e.getMessage(), e);
        }
    }
}
