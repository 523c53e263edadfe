package io.sluice.pipeline;

/** How far a run, or a task of one, is. */
public enum RunState {
    RUNNING("running"),
    DONE("done"),
    /** Its condition did not hold. */
    PASSED_OVER("passed over"),
    FAILED("failed"),
    /** Nobody waits for it any more. */
    GIVEN_UP("given up");

    private final String word;

    RunState(String word) {
        this.word = word;
    }

    /** As users read it. */
    public String word() {
        return word;
    }
}
