package io.sluice.gateway.algorithms;

/** There is no algorithm of that name, or none that the caller may know of. */
final class NoSuchAlgorithm extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchAlgorithm() {
        super("No such algorithm", null, false, false);
    }
}
