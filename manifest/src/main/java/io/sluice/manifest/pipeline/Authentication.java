package io.sluice.manifest.pipeline;

/** How an HTTP request says on whose behalf it is made. */
public sealed interface Authentication {

    /** By a name and a password. */
    record Basic(Template username, Template password) implements Authentication {}

    /** By a token. */
    record Bearer(Template token) implements Authentication {}
}
