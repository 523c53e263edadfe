package com.algorithmia.development;

import io.sluice.runners.java.Registration;

/** Has an algorithm served: {@code new ADK<>(algorithm).init()} in a {@code main}. */
@SuppressWarnings("TypeParameterNaming") // as authors know them
public class ADK<INPUT, OUTPUT> {

    private final AbstractAlgorithm<INPUT, OUTPUT> algorithm;

    public ADK(AbstractAlgorithm<INPUT, OUTPUT> algorithm) {
        this.algorithm = algorithm;
    }

    /** Says that it is to be served, and returns: the runner has the loop. */
    public void init() {
        Registration.of(algorithm);
    }

    /** The same; the payload is for trying it without a runtime. */
    public void init(INPUT payload) {
        init();
    }
}
