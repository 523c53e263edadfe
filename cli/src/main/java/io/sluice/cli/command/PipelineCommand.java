package io.sluice.cli.command;

import io.sluice.cli.client.Paths;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.PipelineHistory;
import io.sluice.contract.api.PipelineRun;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.pipeline.Pipeline;
import io.sluice.manifest.pipeline.PipelineGraph;
import io.sluice.manifest.pipeline.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Files of pipelines, without a runtime; and what their calls did. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = "Check and draw pipelines, and show what their calls did.",
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

    @Command(
            mixinStandardHelpOptions = true,
            description = "Show the last calls of a pipeline, or the tasks of one of them.")
    int history(
            @Parameters(paramLabel = "FUNCTION", description = "The pipeline, such as demo/tweets.") String function,
            @Parameters(arity = "0..1", paramLabel = "CALL", description = "The call's id, or how it begins.") @Nullable
                    String call,
            @Option(names = "--io", description = "Show what tasks were given and left, where that is kept.")
                    boolean values) {
        String path = Paths.function(References.name(function), "/history");
        if (call != null) {
            tell(session.client().get(path + "/" + Paths.encoded(call), PipelineHistory.class), values);
        } else if (values) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "--io: say which call, such as the first of 'sluice pipeline history " + function + "'");
        } else {
            List<PipelineRun> runs = session.client().list(path, PipelineRun.class);
            session.print(runs, () -> HistoryTable.runs(runs));
        }
        return ExitCode.OK;
    }

    private void tell(PipelineHistory history, boolean values) {
        if (values && !history.keepsValues()) {
            throw new CliFailure(
                    ExitCode.NOT_FOUND,
                    "inputs and outputs of this call are not kept\n  The pipeline's file asks for that:"
                            + " 'document: {metadata: {history: io}}'.");
        }
        session.print(history, () -> HistoryTable.tasks(history, values));
        int leftOut = history.run().leftOut();
        if (leftOut > 0 && !session.json()) {
            session.console.out().println("and " + leftOut + " tasks that are not kept");
        }
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
