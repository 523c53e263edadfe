package io.sluice.cli.client;

import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.VersionSelector;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The paths of the runtime's API. */
public final class Paths {

    /** The collection of functions. */
    public static final String FUNCTIONS = "/v1/functions";

    private Paths() {}

    /** What belongs to one function: {@code /v1/functions/owner/name} and what comes after it. */
    public static String function(FunctionName name, String rest) {
        return FUNCTIONS + "/" + name.owner() + "/" + name.name() + rest;
    }

    /** One version of a function, the current one where the reference names none. */
    public static String version(FunctionReference reference, String rest) {
        String path = function(reference.name(), rest);
        if (reference.version() instanceof VersionSelector.Latest) {
            return path;
        }
        return path + (rest.contains("?") ? "&" : "?") + "version="
                + encoded(reference.version().toString());
    }

    /** The path to call a function at. */
    public static String call(FunctionReference reference) {
        String path = "/v1/algo/" + reference.name();
        return reference.version() instanceof VersionSelector.Latest
                ? path
                : path + "/" + encoded(reference.version().toString());
    }

    /** The path to call functions at, each with the result of the one before it. */
    public static String pipe(List<FunctionReference> steps) {
        return steps.stream()
                .map(step -> "step=" + encoded(step.toString()))
                .collect(Collectors.joining("&", "/v1/pipe?", ""));
    }

    /** A text as a part of a path or a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
