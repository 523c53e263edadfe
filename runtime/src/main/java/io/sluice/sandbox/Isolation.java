package io.sluice.sandbox;

import io.sluice.sandbox.NetworkReach.OnlyPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Confines the processes of instances and builds, where this host allows it. Whoever starts what {@link #confine} returns
 * does so from a thread that outlives the process: the kernel kills it when that thread ends. Immutable.
 */
public final class Isolation {

    private static final String REMEDY =
            "; install bubblewrap and allow user namespaces, or set sluice.isolation to auto or off"
                    + " and trust every function";

    private final IsolationMode mode;
    private final SessionWords session;
    private final Optional<Bubblewrap> bubblewrap;
    private final Optional<String> hindrance;
    private final Optional<String> networkHindrance;

    private Isolation(
            IsolationMode mode,
            SessionWords session,
            Optional<Bubblewrap> bubblewrap,
            Optional<String> hindrance,
            Optional<String> networkHindrance) {
        this.mode = mode;
        this.session = session;
        this.bubblewrap = bubblewrap;
        this.hindrance = hindrance;
        this.networkHindrance = networkHindrance;
    }

    static Isolation by(
            IsolationMode mode, SessionWords session, Bubblewrap bubblewrap, Optional<String> networkHindrance) {
        return new Isolation(mode, session, Optional.of(bubblewrap), Optional.empty(), networkHindrance);
    }

    static Isolation none(IsolationMode mode, SessionWords session, String hindrance) {
        return new Isolation(mode, session, Optional.empty(), Optional.of(hindrance), Optional.of(hindrance));
    }

    /** None: processes have a session of their own, and see and reach what their user does. */
    public static Isolation off() {
        return none(IsolationMode.OFF, SessionWords.find(), "sluice.isolation is off");
    }

    /** Why processes are not confined; empty where they are. */
    public Optional<String> hindrance() {
        return hindrance;
    }

    /** Why no process can have an isolated network; empty where it can. */
    public Optional<String> networkHindrance() {
        return networkHindrance;
    }

    /** Whether the kernel kills a process when the thread that started it ends. */
    public boolean diesWithStarter() {
        return bubblewrap.isPresent() || session.diesWithStarter();
    }

    /** Refuses where confinement is required and not to be had. */
    public void require() {
        if (mode == IsolationMode.REQUIRED && hindrance.isPresent()) {
            throw new IsolationUnavailable("sluice.isolation is required, but " + hindrance.get() + REMEDY);
        }
    }

    /**
     * What to start in place of a command, with which environment.
     *
     * @throws IsolationUnavailable where it must be confined and can't be
     */
    public Confined confine(List<String> command, Confinement confinement, Map<String, String> environment) {
        require();
        requireNetwork(confinement);
        List<String> words = new ArrayList<>();
        if (bubblewrap.isEmpty()) {
            words.addAll(session.whole());
            words.addAll(command);
            return new Confined(words, environment);
        }
        Map<String, String> unsafe = UnsafeVariables.of(environment);
        Map<String, String> outside = new HashMap<>(environment);
        outside.keySet().removeAll(unsafe.keySet());
        words.addAll(session.own());
        words.addAll(bubblewrap.get().words(command, confinement, unsafe));
        return new Confined(words, outside);
    }

    private void requireNetwork(Confinement confinement) {
        if (confinement.network() instanceof OnlyPort && networkHindrance.isPresent()) {
            throw new IsolationUnavailable("an isolated network is not to be had here: " + networkHindrance.get());
        }
    }

    /**
     * A command line that confines, and the environment that it is started with.
     *
     * @param words the program and its arguments
     * @param environment the whole of it
     */
    public record Confined(List<String> words, Map<String, String> environment) {
        public Confined {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }

        /** Without the environment, which holds secrets. */
        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }
}
