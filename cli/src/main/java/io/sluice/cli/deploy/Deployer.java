package io.sluice.cli.deploy;

import io.sluice.cli.client.Paths;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Progress;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.DeployResult;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;

/** Packs and uploads. */
public final class Deployer {

    private final RuntimeClient client;
    private final Console console;

    public Deployer(RuntimeClient client, Console console) {
        this.client = client;
        this.console = console;
    }

    /** Packs a built project and deploys it. */
    public DeployResult deploy(Project project) {
        return deploy(project, Paths.FUNCTIONS);
    }

    /** The same without a training run, for a version that the next change replaces. */
    public DeployResult deployUntrained(Project project) {
        return deploy(project, Paths.FUNCTIONS + "?training=false");
    }

    private DeployResult deploy(Project project, String path) {
        try {
            Path zip = Files.createTempFile("sluice-", ".zip");
            try {
                PackageZip.pack(project, zip);
                return upload(project.manifest().name().toString(), zip, path);
            } finally {
                Files.deleteIfExists(zip);
            }
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot pack " + project.folder() + ": " + e.getMessage(), e);
        }
    }

    /** Deploys a package that is packed already. */
    public DeployResult upload(String name, Path zip) {
        return upload(name, zip, Paths.FUNCTIONS);
    }

    private DeployResult upload(String name, Path zip, String path) {
        try (Progress progress = Progress.of(console, "deploying " + name, Files.size(zip))) {
            return client.post(path, "application/zip", body(zip, progress), DeployResult.class);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "cannot read " + zip + ": " + e.getMessage(), e);
        }
    }

    private static BodyPublisher body(Path zip, Progress progress) throws IOException {
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> counted(zip, progress)), Math.max(1, Files.size(zip)));
    }

    private static InputStream counted(Path zip, Progress progress) {
        try {
            return new FilterInputStream(new BufferedInputStream(Files.newInputStream(zip))) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int count = super.read(buffer, offset, length);
                    progress.advance(Math.max(0, count));
                    return count;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
