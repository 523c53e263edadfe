package io.sluice.manifest.pipeline;

import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.ManifestProblem;
import io.sluice.manifest.ManifestReader;
import io.sluice.manifest.YamlDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads a pipeline's file: all of what is wrong with it is told at once. Safe for use by many threads. */
public final class PipelineReader {

    private PipelineReader() {}

    /**
     * Reads a pipeline.
     *
     * @param fileName what problems call the file
     * @throws InvalidManifestException when it is not YAML, or breaks a rule
     */
    public static Pipeline read(String fileName, String yaml) throws InvalidManifestException {
        if (yaml.length() > ManifestReader.MAX_SIZE) {
            throw new InvalidManifestException(new ManifestProblem(
                    fileName,
                    1,
                    "",
                    "must have at most " + ManifestReader.MAX_SIZE / 1024 + " KiB",
                    yaml.length() + " characters"));
        }
        YamlDocument document = YamlDocument.parse(fileName, yaml, new PointerForm());
        List<ManifestProblem> problems = new ArrayList<>();
        Pipeline pipeline = read(document, problems);
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(ManifestProblem::line).thenComparing(ManifestProblem::field));
            throw new InvalidManifestException(problems);
        }
        return pipeline;
    }

    private static Pipeline read(YamlDocument document, List<ManifestProblem> problems) {
        Fields top = new Fields(document, problems, "", document.root());
        top.allow("document", "use", "input", "do", "output", "timeout", "evaluate", "schedule");
        header(top);
        evaluation(top);
        if (top.has("schedule")) {
            top.problem("schedule", "is not carried out here; let what keeps the time call the pipeline", null);
        }
        Fields use = top.object("use");
        use.allow("errors", "retries", "functions", "timeouts", "authentications", "secrets");
        List<String> secrets = use.secrets();
        TaskReader tasks = new TaskReader(document, problems, use);
        if (!top.has("do")) {
            top.problem("do", "is required: the list of what is done, such as '- greet: {call: demo/greet}'", null);
        }
        List<Step> steps = top.has("do") ? tasks.steps(top.at("do"), top.get("do")) : List.of();
        Duration after = tasks.timeout(top);
        return new Pipeline(
                document.root(), secrets, top.passage("input", "from"), steps, top.passage("output", "as"), after);
    }

    private static void evaluation(Fields top) {
        Fields evaluate = top.object("evaluate");
        evaluate.allow("language", "mode");
        if (!evaluate.text("language", "jq").equals("jq")) {
            evaluate.problem("language", "must be jq", evaluate.text("language", ""));
        }
        if (!evaluate.text("mode", "strict").equals("strict")) {
            evaluate.problem("mode", "must be strict: expressions stand in ${ }", evaluate.text("mode", ""));
        }
    }

    private static void header(Fields top) {
        Fields header = top.object("document");
        header.allow("dsl", "namespace", "name", "version", "title", "summary", "tags", "metadata");
        if (top.has("document") && !header.text("dsl", "1.0.0").matches("1\\.0\\.\\d+")) {
            header.problem("dsl", "must be a version 1.0.x of the Serverless Workflow DSL", header.text("dsl", ""));
        }
        Fields metadata = header.object("metadata");
        if (metadata.has("history") && !metadata.text("history", "").equals("io")) {
            metadata.problem("history", "must be io: inputs and outputs are kept", metadata.text("history", ""));
        }
    }
}
