package com.algorithmia.development;

/**
 * What an author extends: {@code load} runs once before the first call, {@code apply} for each.
 *
 * @param <INPUT> what a call's JSON, text or bytes become
 * @param <OUTPUT> what becomes the result
 */
@SuppressWarnings("TypeParameterNaming") // as authors know them
public abstract class AbstractAlgorithm<INPUT, OUTPUT> {

    /** Answers a call; what it throws is the call's failure. */
    public abstract OUTPUT apply(INPUT input);

    /** Prepares; what it throws is the failure of every call. */
    public void load() {}
}
