package io.sluice.predictor.policy.learning;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call in progress, and what it has called. */
final class ActiveCall {

    private final long number;
    private final FunctionState function;
    private final @Nullable ActiveCall parent;
    private final ActiveRequest request;
    private final double since;
    private final List<Called> callees = new ArrayList<>(2);

    ActiveCall(long number, FunctionState function, @Nullable ActiveCall parent, ActiveRequest request, double since) {
        this.number = number;
        this.function = function;
        this.parent = parent;
        this.request = request;
        this.since = since;
    }

    /** How many times at once a callee was called. */
    static final class Called {

        private final FunctionState function;
        private int now;
        private int most;

        private Called(FunctionState function) {
            this.function = function;
        }

        FunctionState function() {
            return function;
        }

        int most() {
            return most;
        }
    }

    long number() {
        return number;
    }

    FunctionState function() {
        return function;
    }

    @Nullable
    ActiveCall parent() {
        return parent;
    }

    ActiveRequest request() {
        return request;
    }

    double since() {
        return since;
    }

    List<Called> callees() {
        return callees;
    }

    void calls(FunctionState callee) {
        Called called = called(callee);
        if (called == null) {
            called = new Called(callee);
            callees.add(called);
        }
        called.now++;
        called.most = Math.max(called.most, called.now);
    }

    void returned(FunctionState callee) {
        Called called = called(callee);
        if (called != null) {
            called.now--;
        }
    }

    private @Nullable Called called(FunctionState callee) {
        for (Called each : callees) {
            if (each.function == callee) {
                return each;
            }
        }
        return null;
    }
}
