package io.sluice.training;

/** How far a version is on its way to an AOT cache. */
sealed interface TrainingState {

    /** In words, for {@code sluice describe}. */
    String text();

    /** Its training run waits for its turn, and for a moment in which no call waits for a start. */
    record Waiting() implements TrainingState {
        @Override
        public String text() {
            return "none yet: its training run waits for a quiet moment";
        }
    }

    /** Its training run is under way. */
    record Running() implements TrainingState {
        @Override
        public String text() {
            return "none yet: its training run is under way";
        }
    }

    /** Its training run failed. */
    record Failed(String reason) implements TrainingState {
        @Override
        public String text() {
            return "none, its training run failed: " + reason;
        }
    }

    /** It has one. */
    record Trained(long bytes) implements TrainingState {

        private static final long MIB = 1 << 20;

        @Override
        public String text() {
            return "in use, " + Math.max(1, bytes / MIB) + " MiB";
        }
    }

    /** It has none, and gets none. */
    record None(String why) implements TrainingState {
        @Override
        public String text() {
            return "none: " + why;
        }
    }
}
