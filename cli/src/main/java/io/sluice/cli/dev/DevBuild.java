package io.sluice.cli.dev;

import io.sluice.cli.console.Console;
import io.sluice.cli.console.Progress;
import io.sluice.cli.deploy.Build;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Builds a project at each change: by a {@link Builder} where it is a usual Java project, as a deploy does otherwise. */
final class DevBuild implements AutoCloseable {

    private final Installation installation;
    private final Console console;
    private final Build plain;
    private @Nullable Builder builder;

    /** The last reason why a deploy's build is used; told once. */
    private String unusual = "";

    DevBuild(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
        this.plain = new Build(installation, console);
    }

    /** Builds it; a failure tells the author's mistake. */
    void run(Project project) {
        if (!hasUsualBuild(project)) {
            plain.run(project);
            return;
        }
        Builder.Answer answer = ask(project);
        switch (answer.word()) {
            case "built" -> unusual = "";
            case "unusual" -> {
                tell(answer.text());
                plain.run(project);
            }
            default ->
                throw new CliFailure(
                        ExitCode.BUILD_FAILED, "the build of " + project.folder() + " failed\n" + answer.text());
        }
    }

    private boolean hasUsualBuild(Project project) {
        return project.manifest().build() == null
                && !installation.bundles(project.folder())
                && Files.isRegularFile(project.folder().resolve("pom.xml"));
    }

    private Builder.Answer ask(Project project) {
        Path folder = project.folder().toAbsolutePath().normalize();
        try (Progress progress =
                Progress.of(console, "building " + project.manifest().name(), -1)) {
            if (builder == null || !builder.isAlive()) {
                builder = Builder.start(installation, folder);
                progress.note("the first time takes longer");
            }
            return builder.build();
        }
    }

    private void tell(String reason) {
        if (!reason.equals(unusual)) {
            unusual = reason;
            console.err().println("Maven builds this project at each change, which takes longer: " + reason);
        }
    }

    @Override
    public void close() {
        if (builder != null) {
            builder.close();
        }
    }
}
