package io.sluice.router;

import io.sluice.contract.FunctionName;
import io.sluice.registry.Caller;
import io.sluice.registry.FunctionVersion;
import org.jspecify.annotations.Nullable;

/** Where an invocation comes from. */
public sealed interface Origin {

    /** On whose behalf it is made. */
    Caller caller();

    /** How many calls it is inside of. */
    int depth();

    /** The function that the outermost call went to, given the one that this call goes to. */
    FunctionName entry(FunctionName callee);

    /** Whether it may call the function. */
    boolean mayCall(FunctionVersion function);

    /** Where the calls are noted that are made for the same run, or null where nobody wants to know. */
    @Nullable
    RunRecord record();

    /** A client called. */
    record Outside(Caller caller) implements Origin {
        @Override
        public int depth() {
            return 0;
        }

        @Override
        public FunctionName entry(FunctionName callee) {
            return callee;
        }

        @Override
        public boolean mayCall(FunctionVersion function) {
            return caller.mayCall(function);
        }

        @Override
        public @Nullable RunRecord record() {
            return null;
        }
    }

    /** A function called, in the course of a call: it may use what its caller may, and what its own owner may. */
    record Inside(CallInProgress parent) implements Origin {
        @Override
        public Caller caller() {
            return parent.caller();
        }

        @Override
        public int depth() {
            return parent.depth() + 1;
        }

        @Override
        public FunctionName entry(FunctionName callee) {
            return parent.entry();
        }

        @Override
        public boolean mayCall(FunctionVersion function) {
            return parent.mayCallOthers()
                    && (caller().mayCall(function)
                            || parent.function()
                                    .owner()
                                    .equalsIgnoreCase(function.name().owner()));
        }

        @Override
        public @Nullable RunRecord record() {
            return parent.record();
        }
    }
}
