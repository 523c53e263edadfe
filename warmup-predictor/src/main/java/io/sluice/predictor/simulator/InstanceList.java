package io.sluice.predictor.simulator;

import org.jspecify.annotations.Nullable;

/** Instances by when they were last used. An instance is in one list at most. */
final class InstanceList {

    private @Nullable Instance newest;
    private @Nullable Instance oldest;
    private int size;

    int size() {
        return size;
    }

    @Nullable
    Instance newest() {
        return newest;
    }

    @Nullable
    Instance oldest() {
        return oldest;
    }

    void addNewest(Instance instance) {
        instance.older = newest;
        if (newest == null) {
            oldest = instance;
        } else {
            newest.newer = instance;
        }
        newest = instance;
        size++;
    }

    void remove(Instance instance) {
        Instance newer = instance.newer;
        Instance older = instance.older;
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        instance.newer = null;
        instance.older = null;
        size--;
    }
}
