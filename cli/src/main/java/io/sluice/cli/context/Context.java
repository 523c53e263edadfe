package io.sluice.cli.context;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A runtime that has a name, without the key to it.
 *
 * @param url its base address
 * @param ca the file with the certificates that it is trusted by; null: those that the JDK trusts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Context(String name, String url, @Nullable String ca) {

    /** The name of the one that is always there: the runtime of {@code $SLUICE_HOME}. */
    public static final String LOCAL = "local";
}
