package io.sluice.cli.command;

import io.sluice.cli.deploy.Build;
import io.sluice.cli.deploy.Deployer;
import io.sluice.cli.deploy.PackageZip;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.DeployResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deploys projects. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = "Build, pack and deploy projects, or packages that are packed already.")
final class DeployCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(arity = "1..*", paramLabel = "DIR|FILE.zip", description = "Folders with a sluice.yaml, or packages.")
    private List<Path> sources = List.of();

    @Option(names = "--no-build", description = "Take the package folder as it is.")
    private boolean noBuild;

    @Option(names = "--owner", paramLabel = "OWNER", description = "Deploy for this owner instead of the manifest's.")
    private @Nullable String owner;

    DeployCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<DeployResult> results = new ArrayList<>();
        for (Path source : sources) {
            DeployResult result = Files.isRegularFile(source) ? packed(source) : project(source);
            results.add(result);
            if (!session.json()) {
                tell(result);
            }
        }
        if (session.json()) {
            session.say(results.size() == 1 ? results.getFirst() : results, "");
        }
        return ExitCode.OK;
    }

    private DeployResult packed(Path zip) {
        if (owner != null) {
            throw new CliFailure(ExitCode.USAGE, "--owner is for folders; " + zip + " is packed already");
        }
        return deployer().upload(PackageZip.manifestOf(zip).name().toString(), zip);
    }

    private DeployResult project(Path folder) {
        Project project = Project.read(folder, owner);
        Deployer deployer = deployer();
        if (!noBuild) {
            new Build(session.installation(), session.console).run(project);
        }
        return deployer.deploy(project);
    }

    private Deployer deployer() {
        return new Deployer(session.client(), session.console);
    }

    private void tell(DeployResult result) {
        for (DeployResult.Deployed each : result.functions()) {
            String what = result.changed() ? "Deployed " : "Unchanged: ";
            session.console.out().println(what + each.function() + "@" + each.version());
            session.console.out().println("  sluice call " + each.function() + " -d '...'");
        }
    }
}
