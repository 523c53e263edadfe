package io.sluice.benchmarks;

import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.benchmarks.starts.ColdCall;
import io.sluice.benchmarks.starts.StartRow;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.scaffold.Scaffold;
import io.sluice.contract.FunctionName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows of cold calls through a runtime: the project that {@code sluice new} makes in each language that needs no build. */
final class ColdCalls {

    static final String PYTHON_PLAIN = "cold call, python, plain";
    static final String PYTHON_FORKED = "cold call, python, forked";

    private static final String INPUT = "\"quiet\"";

    private final Path scratch;

    ColdCalls(Path scratch) {
        this.scratch = scratch;
    }

    /**
     * Deploys what is called.
     *
     * @param forking a runtime that forks instances where it can
     * @param plain one that doesn't
     */
    List<StartRow> rows(RuntimeProcess forking, RuntimeProcess plain) {
        List<StartRow> rows = new ArrayList<>();
        rows.add(StartRow.of(PYTHON_PLAIN, call(plain, "python")));
        rows.add(StartRow.against(PYTHON_PLAIN, PYTHON_FORKED, call(forking, "python")));
        rows.add(StartRow.against(PYTHON_PLAIN, "cold call, node", call(forking, "node")));
        rows.add(StartRow.against(PYTHON_PLAIN, "cold call, exec (Python's http.server)", call(forking, "exec")));
        return rows;
    }

    private ColdCall call(RuntimeProcess runtime, String language) {
        Path folder = scratch.resolve("cold").resolve(language);
        FunctionName name = new FunctionName("cold", language);
        if (!Files.isDirectory(folder)) {
            Scaffold.create(language, name, folder, "");
        }
        runtime.deploy(Project.read(folder, null).with("idle: 0s"));
        return new ColdCall(
                () -> runtime.instances(name.toString()).isEmpty(), runtime::call, "/v1/algo/" + name, INPUT);
    }
}
