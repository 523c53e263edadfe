package io.sluice.cli.dev;

import io.sluice.cli.client.Paths;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.deploy.Deployer;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.failure.CliFailure;
import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.SemanticVersion;
import io.sluice.contract.VersionSelector;
import io.sluice.contract.api.DeployResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds and deploys a project whenever its sources change. Each state of them becomes a version of its own, which takes the
 * calls when it is ready; the one before, if it came from this loop too, is removed when its calls are over. What is wrong with
 * a state is told, and the version before goes on serving.
 */
public final class DevLoop {

    private static final Map<String, Integer> WARM = Map.of("instances", 1, "seconds", 3600);

    private final RuntimeClient client;
    private final Console console;
    private final Installation installation;
    private final Path folder;
    private final @Nullable String owner;
    private List<DeployResult.Deployed> mine = List.of();

    /** @param owner another owner than the manifest's, or null */
    public DevLoop(
            RuntimeClient client, Console console, Installation installation, Path folder, @Nullable String owner) {
        this.client = client;
        this.console = console;
        this.installation = installation;
        this.folder = folder;
        this.owner = owner;
    }

    /** Deploys, and goes on at each change until the thread is interrupted. */
    public void run() throws InterruptedException {
        Project first = Project.read(folder, owner);
        first.remarks().forEach(console.err()::println);
        try (SourceWatch sources = new SourceWatch(folder, made(first));
                LogTail logs = LogTail.of(client, console, first.manifest().functions());
                DevBuild build = new DevBuild(installation, console)) {
            deploy(build, null);
            logs.goOn();
            while (!Thread.currentThread().isInterrupted()) {
                deploy(build, sources.await());
                logs.goOn();
            }
        }
    }

    /** The package folder, where it isn't the project itself. */
    private static @Nullable Path made(Project project) {
        Path made = project.packageFolder();
        return made.equals(project.folder().normalize()) ? null : made;
    }

    private void deploy(DevBuild build, @Nullable Path changed) {
        long begun = System.nanoTime();
        try {
            Project project = Project.read(folder, owner).withoutVersion();
            build.run(project);
            DeployResult result = new Deployer(client, console).deployUntrained(project);
            if (!result.changed() && changed != null) {
                return;
            }
            result.functions().forEach(this::keepWarm);
            tell(result.functions(), changed, System.nanoTime() - begun);
            replaceBy(result);
        } catch (CliFailure e) {
            console.err().println(e.getMessage());
            console.err()
                    .println(
                            mine.isEmpty()
                                    ? "Not deployed; the next change is tried again."
                                    : "Not deployed: the version before goes on serving; the next change is tried again.");
        }
    }

    private void keepWarm(DeployResult.Deployed deployed) {
        client.send("POST", Paths.function(FunctionName.parse(deployed.function()), "/prewarm"), WARM);
    }

    private void tell(List<DeployResult.Deployed> functions, @Nullable Path changed, long nanos) {
        String why = changed == null ? "" : changed + ": ";
        for (DeployResult.Deployed each : functions) {
            console.out()
                    .printf(
                            Locale.ROOT,
                            "%s%s@%s is there (%.1f s)%n",
                            why,
                            each.function(),
                            each.version(),
                            nanos / 1e9);
        }
        console.out().flush();
    }

    /** What was deployed before from here is nobody's any more. */
    private void replaceBy(DeployResult result) {
        List<DeployResult.Deployed> before = mine;
        mine = result.changed() ? result.functions() : mine;
        if (result.changed()) {
            before.forEach(this::remove);
        }
    }

    private void remove(DeployResult.Deployed old) {
        FunctionReference reference = new FunctionReference(
                FunctionName.parse(old.function()), new VersionSelector.Exact(SemanticVersion.parse(old.version())));
        client.send("DELETE", Paths.version(reference, ""), "");
    }
}
