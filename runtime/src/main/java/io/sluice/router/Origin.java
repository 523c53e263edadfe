package io.sluice.router;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import io.sluice.registry.FunctionVersion;
import org.jspecify.annotations.Nullable;

/** Where an invocation comes from. */
public sealed interface Origin {

    /** On whose behalf it is made. */
    Caller caller();

    /** The call from outside in whose course it is made. */
    RootCall root();

    /** Whether it acts for that account: its caller does, or it is a function of that account. */
    boolean isInsider(String account);

    /** How many calls it is inside of. */
    int depth();

    /** The key of what the outermost call went to, a function or a chain, given the function that this call goes to. */
    String entry(FunctionName callee);

    /** The call that this one is made in the course of, or null for a client's. */
    @Nullable
    CallInProgress parent();

    /** Whether it may call the function. */
    boolean mayCall(FunctionVersion function);

    /** Where the calls are noted that are made for the same run, or null where nobody wants to know. */
    @Nullable
    RunRecord record();

    /** A client called. */
    record Outside(Caller caller, RootCall root) implements Origin {

        /** A call of its own. */
        public Outside(Caller caller) {
            this(caller, new RootCall());
        }

        @Override
        public boolean isInsider(String account) {
            return caller.actsFor(account);
        }

        @Override
        public @Nullable CallInProgress parent() {
            return null;
        }

        @Override
        public int depth() {
            return 0;
        }

        @Override
        public String entry(FunctionName callee) {
            return callee.key();
        }

        @Override
        public boolean mayCall(FunctionVersion function) {
            return caller.rights().mayCall(function.name()) && function.isOpenTo(caller);
        }

        @Override
        public @Nullable RunRecord record() {
            return null;
        }
    }

    /**
     * A function called, in the course of a call: it may use what is public, what its caller may use, and what its own owner
     * may.
     */
    record Inside(CallInProgress parent) implements Origin {
        @Override
        public Caller caller() {
            return parent.caller();
        }

        @Override
        public RootCall root() {
            return parent.root();
        }

        @Override
        public boolean isInsider(String account) {
            return caller().actsFor(account) || parent.function().owner().equalsIgnoreCase(account);
        }

        @Override
        public int depth() {
            return parent.depth() + 1;
        }

        @Override
        public String entry(FunctionName callee) {
            return parent.entry();
        }

        @Override
        public boolean mayCall(FunctionVersion function) {
            return parent.mayCallOthers()
                    && (function.isPublic() || mayCallAsCaller(function) || isOfSameOwner(function));
        }

        /** A key that is for some functions only opens no others by way of them. */
        private boolean mayCallAsCaller(FunctionVersion function) {
            return function.isOpenTo(caller()) && caller().rights().mayCall(function.name());
        }

        private boolean isOfSameOwner(FunctionVersion function) {
            return parent.function().owner().equalsIgnoreCase(function.name().owner());
        }

        @Override
        public @Nullable RunRecord record() {
            return parent.record();
        }
    }

    /**
     * A chain called: it may use what whoever called the chain may.
     *
     * @param around where the chain was called from
     * @param number tells it apart from all other calls and chains of this runtime
     */
    record InChain(Origin around, Flow.Chain chain, long number) implements Origin {
        @Override
        public Caller caller() {
            return around.caller();
        }

        @Override
        public RootCall root() {
            return around.root();
        }

        @Override
        public boolean isInsider(String account) {
            return around.isInsider(account);
        }

        @Override
        public int depth() {
            return around.depth();
        }

        @Override
        public String entry(FunctionName callee) {
            return around.parent() == null ? chain.key() : around.entry(callee);
        }

        @Override
        public @Nullable CallInProgress parent() {
            return around.parent();
        }

        @Override
        public boolean mayCall(FunctionVersion function) {
            return around.mayCall(function);
        }

        @Override
        public @Nullable RunRecord record() {
            return around.record();
        }
    }
}
