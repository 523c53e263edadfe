package io.sluice.cli.load;

/** Says when calls are due. Times are nanoseconds since the start of the load. */
sealed interface Pace {

    /** What {@link #due} says when nothing is due any more. */
    long NEVER = Long.MAX_VALUE;

    /** When the next call is due. */
    long due(long now);

    /** Takes the next call and tells from when it counts. */
    long take(long now);

    /** The most connections that it may have. */
    int connections();

    /** As fast as answers come, until the end. */
    record Closed(int connections, long end) implements Pace {
        @Override
        public long due(long now) {
            return now < end ? now : NEVER;
        }

        @Override
        public long take(long now) {
            return now;
        }
    }

    /** As a schedule says, of which it has every {@code of}-th call. */
    final class Open implements Pace {

        private final Schedule schedule;
        private final int connections;
        private final long end;
        private final int of;
        private long next;

        Open(Schedule schedule, int index, int of, int connections, long end) {
            this.schedule = schedule;
            this.connections = connections;
            this.end = end;
            this.of = of;
            schedule.skip(index);
            this.next = schedule.next();
        }

        @Override
        public long due(long now) {
            return next < end ? next : NEVER;
        }

        @Override
        public long take(long now) {
            long due = next;
            schedule.skip(of - 1);
            next = schedule.next();
            return due;
        }

        @Override
        public int connections() {
            return connections;
        }
    }
}
