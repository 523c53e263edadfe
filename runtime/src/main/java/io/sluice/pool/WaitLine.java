package io.sluice.pool;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one caller that wait, in order of their numbers; a value, never changed, and never empty: no line is null.
 * Adding, taking the first or the last, and giving up one in the middle cost a few steps each, however many wait, and so
 * does each one that is too late. A big-endian Patricia tree (Okasaki and Gill, Fast Mergeable Integer Maps, ML Workshop
 * 1998), of which every fork knows the earliest deadline below it.
 */
sealed interface WaitLine {

    /** How many wait. */
    int size();

    /** The earliest deadline of all. */
    long earliest();

    /** The one that came first. */
    Waiting first();

    /** The one that came last. */
    Waiting last();

    /** A waiting call, when it came and until when it may wait; also a line of one. */
    record Waiting(Request request, long since, long deadline) implements WaitLine {

        long number() {
            return request.number();
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public long earliest() {
            return deadline;
        }

        @Override
        public Waiting first() {
            return this;
        }

        @Override
        public Waiting last() {
            return this;
        }
    }

    /**
     * Two lines whose numbers begin with the same bits.
     *
     * @param prefix those bits
     * @param bit the first bit that differs, clear on the left and set on the right
     */
    record Fork(long prefix, long bit, WaitLine left, WaitLine right, int size, long earliest) implements WaitLine {

        static Fork of(long prefix, long bit, WaitLine left, WaitLine right) {
            return new Fork(
                    prefix, bit, left, right, left.size() + right.size(), Math.min(left.earliest(), right.earliest()));
        }

        /** Lines that have no bit in common beyond those where the two numbers are equal. */
        static Fork between(long number, WaitLine line, long other, WaitLine others) {
            long bit = Long.highestOneBit(number ^ other);
            long prefix = number & above(bit);
            return (number & bit) == 0 ? of(prefix, bit, line, others) : of(prefix, bit, others, line);
        }

        private static long above(long bit) {
            return -(bit << 1);
        }

        boolean covers(long number) {
            return (number & above(bit)) == prefix;
        }

        boolean isLeft(long number) {
            return (number & bit) == 0;
        }

        Fork withLeft(WaitLine line) {
            return of(prefix, bit, line, right);
        }

        Fork withRight(WaitLine line) {
            return of(prefix, bit, left, line);
        }

        @Override
        public Waiting first() {
            return left.first();
        }

        @Override
        public Waiting last() {
            return right.last();
        }
    }

    /** With one more, whose number is none of theirs. */
    static WaitLine plus(@Nullable WaitLine line, Waiting one) {
        return switch (line) {
            case null -> one;
            case Waiting other -> Fork.between(one.number(), one, other.number(), other);
            case Fork fork when !fork.covers(one.number()) -> Fork.between(one.number(), one, fork.prefix(), fork);
            case Fork fork ->
                fork.isLeft(one.number())
                        ? fork.withLeft(plus(fork.left(), one))
                        : fork.withRight(plus(fork.right(), one));
        };
    }

    /** Without the one of that number; the same line when it has none. */
    static @Nullable WaitLine minus(WaitLine line, long number) {
        switch (line) {
            case Waiting one -> {
                return one.number() == number ? null : one;
            }
            case Fork fork
            when !fork.covers(number) -> {
                return fork;
            }
            case Fork fork -> {
                return fork.isLeft(number)
                        ? joined(fork, minus(fork.left(), number), fork.right())
                        : joined(fork, fork.left(), minus(fork.right(), number));
            }
        }
    }

    /** Without those whose deadline is not after that time, which are handed out in order. */
    static @Nullable WaitLine inTime(WaitLine line, long time, Consumer<Waiting> late) {
        if (line.earliest() > time) {
            return line;
        }
        switch (line) {
            case Waiting one -> {
                late.accept(one);
                return null;
            }
            case Fork fork -> {
                return joined(fork, inTime(fork.left(), time, late), inTime(fork.right(), time, late));
            }
        }
    }

    private static @Nullable WaitLine joined(Fork fork, @Nullable WaitLine left, @Nullable WaitLine right) {
        if (left == null) {
            return right;
        }
        if (right == null) {
            return left;
        }
        return left == fork.left() && right == fork.right() ? fork : Fork.of(fork.prefix(), fork.bit(), left, right);
    }

    /** Hands all out in order. */
    static void each(WaitLine line, Consumer<Waiting> to) {
        switch (line) {
            case Waiting one -> to.accept(one);
            case Fork fork -> {
                each(fork.left(), to);
                each(fork.right(), to);
            }
        }
    }
}
