package io.sluice.pool;

/** Where an instance is in its life. Times are in nanoseconds of the pool's clock. */
sealed interface InstanceState {

    InstanceId id();

    /** When its start was begun. */
    long since();

    /** How many leases on it are held. */
    default int inFlight() {
        return 0;
    }

    /** For people: the state's name. */
    String word();

    /** Not ready yet. */
    record Starting(InstanceId id, long since, Stage stage) implements InstanceState {

        /** How far it has come. */
        enum Stage {
            /** Waits for room in the node's memory. */
            WANTS_ROOM,
            /** Has its room, and waits for its turn at the processors. */
            WANTS_TURN,
            /** Is being started. */
            BEGUN
        }

        @Override
        public String word() {
            return "starting";
        }

        boolean hasRoom() {
            return stage != Stage.WANTS_ROOM;
        }

        boolean hasBegun() {
            return stage == Stage.BEGUN;
        }

        Starting withRoom() {
            return new Starting(id, since, Stage.WANTS_TURN);
        }

        Starting begun() {
            return new Starting(id, since, Stage.BEGUN);
        }

        Warm ready(long now, long keepAlive) {
            return new Warm(id, since, now, 0, now, PoolRules.plus(now, keepAlive), now);
        }
    }

    /**
     * Takes calls.
     *
     * @param idleSince when its last call ended; meaningful without calls only
     * @param idleUntil until when it may stay idle; meaningful without calls only
     * @param busyUntil the latest deadline of the calls that it was given since it was idle
     */
    record Warm(InstanceId id, long since, long readyAt, int inFlight, long idleSince, long idleUntil, long busyUntil)
            implements InstanceState {
        @Override
        public String word() {
            return "warm";
        }

        boolean idle() {
            return inFlight == 0;
        }

        Warm lent(long deadline) {
            return new Warm(id, since, readyAt, inFlight + 1, idleSince, idleUntil, Math.max(busyUntil, deadline));
        }

        Warm returned(long now, long keepAlive) {
            long busy = inFlight == 1 ? now : busyUntil;
            return new Warm(id, since, readyAt, inFlight - 1, now, PoolRules.plus(now, keepAlive), busy);
        }

        Draining drain() {
            return new Draining(id, since, inFlight, busyUntil);
        }
    }

    /** Takes no more calls; ends when the ones it has are over, or at the latest of their deadlines. */
    record Draining(InstanceId id, long since, int inFlight, long until) implements InstanceState {
        @Override
        public String word() {
            return "draining";
        }

        Draining returned() {
            return new Draining(id, since, inFlight - 1, until);
        }
    }

    /** Was told to end and is not gone yet. */
    record Stopping(InstanceId id, long since) implements InstanceState {
        @Override
        public String word() {
            return "stopping";
        }
    }
}
