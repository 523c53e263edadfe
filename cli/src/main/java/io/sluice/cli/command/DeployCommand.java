package io.sluice.cli.command;

import io.sluice.cli.deploy.Build;
import io.sluice.cli.deploy.Deployer;
import io.sluice.cli.deploy.PackageZip;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.DeployResult;
import io.sluice.manifest.Manifest;
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

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR|FILE.zip",
            description = "Folders with a sluice.yaml or an algorithmia.conf, or packages.")
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
            Deployed deployed = Files.isRegularFile(source) ? packed(source) : project(source);
            results.add(deployed.result());
            if (!session.json()) {
                tell(deployed);
            }
        }
        if (session.json()) {
            session.say(results.size() == 1 ? results.getFirst() : results, "");
        }
        return ExitCode.OK;
    }

    private record Deployed(Manifest manifest, DeployResult result) {

        /** An input to try it with, as a shell takes it: the first sample that the manifest has. */
        String sample() {
            return manifest.samples().isEmpty()
                    ? "'...'"
                    : "'" + manifest.samples().getFirst().replace("'", "'\\''") + "'";
        }
    }

    private Deployed packed(Path zip) {
        if (owner != null) {
            throw new CliFailure(ExitCode.USAGE, "--owner is for folders; " + zip + " is packed already");
        }
        Manifest manifest = PackageZip.manifestOf(zip);
        return new Deployed(manifest, deployer().upload(manifest.name().toString(), zip));
    }

    private Deployed project(Path folder) {
        Project project = Project.read(folder, owner);
        project.remarks().forEach(session.console.err()::println);
        Deployer deployer = deployer();
        if (!noBuild) {
            new Build(session.installation(), session.console).run(project);
        }
        return new Deployed(project.manifest(), deployer.deploy(project));
    }

    private Deployer deployer() {
        return new Deployer(session.client(), session.console);
    }

    private void tell(Deployed deployed) {
        DeployResult result = deployed.result();
        for (DeployResult.Deployed each : result.functions()) {
            String what = result.changed() ? "Deployed " : "Unchanged: ";
            session.console.out().println(what + each.function() + "@" + each.version());
            session.console.out().println("  sluice call " + each.function() + " -d " + deployed.sample());
        }
    }
}
