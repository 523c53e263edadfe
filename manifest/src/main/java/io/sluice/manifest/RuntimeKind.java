package io.sluice.manifest;

import io.sluice.contract.FunctionName;
import java.util.Locale;

/** What runs a package. */
public enum RuntimeKind {
    /** A Quarkus Funqy application, packaged as fast-jar or aot-jar. */
    JAVA,
    /** Functions in Python, served by the bundled runner. */
    PYTHON,
    /** Functions in JavaScript, served by the bundled runner on Node. */
    NODE,
    /** Any program that serves HTTP on {@code $PORT}. */
    EXEC,
    /** Calls of other functions, put together in a YAML file that the runtime itself carries out: it has no instances. */
    PIPELINE;

    /** The kind of that word, which must be one. */
    static RuntimeKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The entry point of a package that names none. */
    String defaultEntryPoint(FunctionName function) {
        return this == NODE ? "apply" : function.name();
    }

    /** The word for it in {@code sluice.yaml} and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
