package io.sluice.results;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps nothing. */
enum NoResultCache implements ResultCache {
    INSTANCE;

    private static final Usage EMPTY = new Usage(0, 0, 0);

    @Override
    public long entryBytes() {
        return 0;
    }

    @Override
    public @Nullable KeptResult find(ResultKey key) {
        return null;
    }

    @Override
    public void keep(ResultKey key, KeptResult result) {}

    @Override
    public void drop(ResultKey key, KeptResult result) {}

    @Override
    public int dropIf(Predicate<KeptResult> unwanted) {
        return 0;
    }

    @Override
    public Usage usage() {
        return EMPTY;
    }
}
