package io.sluice.cli.command;

import io.sluice.cli.deploy.Build;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.failure.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds a project without deploying it. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description =
                "Build a project as a deploy would, or as a native executable; 'deploy --no-build' takes the result.")
final class BuildCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Its folder, with a sluice.yaml or an algorithmia.conf (default: this one).")
    private Path folder = Path.of(".");

    @Option(
            names = "--native",
            description = "Compile it to an executable, by native-image of GraalVM or Mandrel for JDK 25 where there is"
                    + " one (GRAALVM_HOME, JAVA_HOME, PATH), else in a container (podman, docker).")
    private boolean compiled;

    BuildCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Project project = Project.read(folder, null);
        project.remarks().forEach(session.console.err()::println);
        Build build = new Build(session.installation(), session.console);
        if (compiled) {
            build.compile(project, session.environment);
        } else {
            build.run(project);
        }
        session.console.out().println("Built " + project.packageFolder());
        return ExitCode.OK;
    }
}
