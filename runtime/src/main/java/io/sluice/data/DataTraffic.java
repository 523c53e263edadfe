package io.sluice.data;

import java.util.concurrent.atomic.LongAdder;

/** What has gone in and out of the store by requests, for those who watch. Safe for use by many threads. */
public final class DataTraffic {

    private final LongAdder underWay = new LongAdder();
    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** A request is worked on. */
    public void begun() {
        underWay.increment();
    }

    /** One that had begun is over. */
    public void ended() {
        underWay.decrement();
    }

    /** So many bytes of a file came in, whether or not it will be kept. */
    public void cameIn(long bytes) {
        in.add(bytes);
    }

    /** So many bytes of a file were sent. */
    public void wentOut(long bytes) {
        out.add(bytes);
    }

    /** A request found no place. */
    public void refused() {
        refused.increment();
    }

    /** How many requests are worked on now. */
    public long underWay() {
        return underWay.sum();
    }

    /** How many bytes of files came in. */
    public long bytesIn() {
        return in.sum();
    }

    /** How many were sent. */
    public long bytesOut() {
        return out.sum();
    }

    /** How many requests found no place. */
    public long refusals() {
        return refused.sum();
    }
}
