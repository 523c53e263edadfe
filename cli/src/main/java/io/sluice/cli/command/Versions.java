package io.sluice.cli.command;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** This program's version. The build writes it to a resource: an executable has no manifest of a jar. */
final class Versions implements IVersionProvider {

    private static final String RESOURCE = "/io/sluice/cli/version.txt";

    static String ownVersion() {
        try (InputStream in = Objects.requireNonNull(Versions.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot read " + RESOURCE + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"sluice " + ownVersion()};
    }
}
