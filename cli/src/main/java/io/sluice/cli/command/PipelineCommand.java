package io.sluice.cli.command;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.pipeline.Pipeline;
import io.sluice.manifest.pipeline.PipelineGraph;
import io.sluice.manifest.pipeline.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Files of pipelines, without a runtime. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = "Check and draw pipelines.",
        synopsisSubcommandLabel = "COMMAND")
final class PipelineCommand {

    private final Session session;

    PipelineCommand(Session session) {
        this.session = session;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Say what is wrong with a pipeline's file, by line, task, rule and value.")
    int validate(@Parameters(paramLabel = "FILE", description = "Such as pipeline.yaml.") Path file) {
        int tasks = read(file).steps().size();
        session.say(Map.of("file", file.toString(), "valid", true), file + " is sound: " + tasks + " tasks in a row.");
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "Draw a pipeline's file, for Mermaid.")
    int graph(@Parameters(paramLabel = "FILE", description = "Such as pipeline.yaml.") Path file) {
        session.console.out().print(PipelineGraph.mermaid(read(file)));
        return ExitCode.OK;
    }

    private static Pipeline read(Path file) {
        try {
            return PipelineReader.read(file.toString(), Files.readString(file));
        } catch (InvalidManifestException e) {
            throw new CliFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "there is no file " + file);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
