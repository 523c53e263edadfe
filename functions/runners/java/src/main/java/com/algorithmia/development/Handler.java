package com.algorithmia.development;

/** The kit's older form: {@code new Handler<>(algorithm).serve()}. */
@SuppressWarnings("TypeParameterNaming") // as authors know them
public class Handler<INPUT, OUTPUT> extends ADK<INPUT, OUTPUT> {

    public Handler(AbstractAlgorithm<INPUT, OUTPUT> algorithm) {
        super(algorithm);
    }

    /** Says that it is to be served. */
    public void serve() {
        init();
    }
}
