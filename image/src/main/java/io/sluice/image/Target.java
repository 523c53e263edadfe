package io.sluice.image;

import java.nio.file.Path;

/** Where an image goes. */
sealed interface Target {

    /** To a registry, under a name such as {@code registry.example.org/sluice:1.0}. */
    record Push(String name) implements Target {}

    /** Into a file that {@code docker load}, {@code ctr image import} and registries' tools take. */
    record Tar(Path file) implements Target {}
}
