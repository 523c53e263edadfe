package io.sluice.functions.clean;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Cleans one text or a list. {@code CLEAN_REMOVE} says what is removed when the caller doesn't; for any thread. */
@Singleton
@Startup
public final class CleanFunction {

    private final Cleaner configured;

    CleanFunction(
            @ConfigProperty(name = "CLEAN_REMOVE", defaultValue = "handles,urls,entities,elongations,whitespace")
                    String remove) {
        configured = new Cleaner(Removal.parse("CLEAN_REMOVE", remove));
    }

    /**
     * @param json a {@link CleanInput}
     * @return the cleaned text, or a list of them when a list came
     */
    @Funq("clean")
    public Object clean(@Nullable JsonNode json) {
        var input = CleanInput.of(json);
        var cleaner = input.removals().map(Cleaner::new).orElse(configured);
        return input.texts().map(cleaner::clean);
    }
}
