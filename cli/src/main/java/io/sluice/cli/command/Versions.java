package io.sluice.cli.command;

import picocli.CommandLine.IVersionProvider;

/** This program's version, as its jar says it. */
final class Versions implements IVersionProvider {

    static String ownVersion() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"sluice " + ownVersion()};
    }
}
