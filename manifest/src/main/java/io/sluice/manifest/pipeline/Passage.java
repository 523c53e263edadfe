package io.sluice.manifest.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a value on its way into a task or out of it.
 *
 * @param template makes another value of it, or null: it stays as it is
 * @param schema what it must be, or null: anything. A value that goes in is checked before the template, one that comes out
 *     behind it
 */
public record Passage(@Nullable Template template, @Nullable Schema schema) {

    /** As it is. */
    public static final Passage OPEN = new Passage(null, null);
}
