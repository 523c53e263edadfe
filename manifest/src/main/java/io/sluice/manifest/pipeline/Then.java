package io.sluice.manifest.pipeline;

/** Where a run goes on. */
public sealed interface Then {

    /** With the next task of the list. */
    record Continue() implements Then {}

    /** Behind the task that the list belongs to. */
    record Exit() implements Then {}

    /** Nowhere: the run is over. */
    record End() implements Then {}

    /** With another task of the list, by its index. */
    record GoTo(int index) implements Then {}
}
