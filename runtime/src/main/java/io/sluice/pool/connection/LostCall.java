package io.sluice.pool.connection;

import io.sluice.pool.Instance;
import io.sluice.pool.PoolFailure;
import io.sluice.pool.PoolFailure.BrokenAnswer;
import io.sluice.pool.PoolFailure.InstanceLost;
import io.sluice.pool.PoolFailure.Overloaded;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells why a call came to nothing on its connection: because the instance ended, which may be known a moment later, or not. */
final class LostCall {

    /** How long after a connection broke the instance's end may take to be known. */
    private static final long EXIT_KNOWN_MILLIS = 2000;

    private static final Duration NO_ROOM_RETRY = Duration.ofSeconds(1);

    private LostCall() {}

    /** Hands on the reason, on any thread. */
    static void explain(ConnectedInstance instance, String otherwise, Consumer<PoolFailure> then) {
        instance.exit()
                .copy()
                .orTimeout(EXIT_KNOWN_MILLIS, TimeUnit.MILLISECONDS)
                .whenComplete((exit, unknown) ->
                        then.accept(exit == null ? broken(instance, otherwise) : lost(instance, exit)));
    }

    private static PoolFailure lost(ConnectedInstance instance, Instance.Exit exit) {
        return new InstanceLost(
                label(instance) + "instance " + instance.id() + " ended in the call: " + exit.reason(),
                exit.outOfMemory());
    }

    static PoolFailure noRoom(ConnectedInstance instance) {
        return new Overloaded(
                label(instance) + "its result was dropped, as the runtime's memory for payloads is full",
                NO_ROOM_RETRY);
    }

    static PoolFailure broken(ConnectedInstance instance, String what) {
        return new BrokenAnswer(label(instance) + what);
    }

    /** What a failure's message begins with. */
    static String label(ConnectedInstance instance) {
        return "function '" + instance.spec().label() + "': ";
    }
}
