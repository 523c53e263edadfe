package io.sluice.training;

/** A training run that left nothing to use; the function works as before. */
final class TrainingFailed extends Exception {

    private static final long serialVersionUID = 1L;

    TrainingFailed(String message) {
        super(message);
    }
}
