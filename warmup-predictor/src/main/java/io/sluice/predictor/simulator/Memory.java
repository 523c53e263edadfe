package io.sluice.predictor.simulator;

import io.sluice.predictor.policy.PlanBook;
import io.sluice.predictor.simulator.Instance.State;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The memory that instances hold, and which idle ones go when there is too little. */
final class Memory {

    private final long capacity;
    private final FunctionState[] functions;
    private final PlanBook book;
    private long used;
    private long peak;
    private long overshoots;

    Memory(long capacity, FunctionState[] functions, PlanBook book) {
        this.capacity = capacity;
        this.functions = functions;
        this.book = book;
    }

    boolean hasRoomFor(FunctionState function) {
        return function.profile.memoryBytes() <= capacity - used;
    }

    void add(FunctionState function) {
        if (!hasRoomFor(function)) {
            overshoots++;
        }
        used += function.profile.memoryBytes();
        peak = Math.max(peak, used);
    }

    void remove(FunctionState function) {
        used -= function.profile.memoryBytes();
    }

    /**
     * Ends idle instances that are worth less, the least first, until the function fits. When not even all of them are
     * enough, none is ended for a plan; a call that gets in anyway takes what there is.
     */
    void makeRoom(FunctionState function, double value, Consumer<Instance> end) {
        if (hasRoomFor(function) || value <= 1 && !couldFit(function, value)) {
            return;
        }
        for (Instance victim = leastWorth(value); victim != null && !hasRoomFor(function); victim = leastWorth(value)) {
            end.accept(victim);
        }
    }

    private boolean couldFit(FunctionState function, double value) {
        long freed = 0;
        for (FunctionState other : functions) {
            int idle = other.count(State.IDLE);
            for (int ended = 0; ended < idle && worth(other, ended) < value; ended++) {
                freed += other.profile.memoryBytes();
            }
        }
        return function.profile.memoryBytes() <= capacity - used + freed;
    }

    /** What a function's last instance is worth when some were ended already. */
    private double worth(FunctionState function, int ended) {
        return book.value(function.name, function.instances() - ended - 1);
    }

    private @Nullable Instance leastWorth(double value) {
        Instance least = null;
        double worth = value;
        for (FunctionState other : functions) {
            Instance oldest = other.idle.oldest();
            double itsWorth = oldest == null ? value : worth(other, 0);
            if (oldest != null
                    && (itsWorth < worth || least != null && itsWorth == worth && oldest.since < least.since)) {
                least = oldest;
                worth = itsWorth;
            }
        }
        return least;
    }

    long peak() {
        return peak;
    }

    long overshoots() {
        return overshoots;
    }
}
