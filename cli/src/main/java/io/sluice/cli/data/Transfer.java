package io.sluice.cli.data;

import java.nio.file.Path;

/** One file's way from a place to another. */
public record Transfer(Source from, Target to) {

    /** Where bytes come from. */
    public sealed interface Source {

        /** How many bytes there are; below 0 where only the end tells. */
        long size();
    }

    /** Where bytes go. */
    public sealed interface Target {}

    /** A file here that is read. */
    record LocalSource(Path file, long size) implements Source {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** A file of the runtime's that is read. */
    record RemoteSource(DataPath file, long size) implements Source {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** What is piped into the program. */
    record StandardInput() implements Source {
        @Override
        public long size() {
            return -1;
        }

        @Override
        public String toString() {
            return "standard input";
        }
    }

    /** A file here that is written. */
    record LocalTarget(Path file) implements Target {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** A file of the runtime's that is written. */
    record RemoteTarget(DataPath file) implements Target {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** What the program prints. */
    record StandardOutput() implements Target {
        @Override
        public String toString() {
            return "standard output";
        }
    }
}
