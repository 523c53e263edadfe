package io.sluice.predictor.statistics;

/** What is known of the calls from one function to another on behalf of one entry. Mergeable by addition. For one thread. */
public final class EdgeStatistics {

    private final CountHistogram width = new CountHistogram();
    private final SmallHistogram fromCallerMillis = new SmallHistogram();
    private final SmallHistogram fromEntryMillis = new SmallHistogram();
    private float hits;
    private float calls;

    /** Notes a call of the callee. */
    public void addCall(double sinceCallerMillis, double sinceEntryMillis, double weight) {
        calls += (float) weight;
        fromCallerMillis.add(sinceCallerMillis, weight);
        fromEntryMillis.add(sinceEntryMillis, weight);
    }

    /** Notes a call of the caller during which it called the callee, at most so many times at once. */
    public void addHit(int atOnce, double weight) {
        hits += (float) weight;
        width.add(atOnce, weight);
    }

    /** The weight of the calls of the caller during which it called the callee. */
    public double hits() {
        return hits;
    }

    /** The weight of the calls of the callee. */
    public double calls() {
        return calls;
    }

    /** How many times at once, where at all. */
    public CountHistogram width() {
        return width;
    }

    public SmallHistogram fromCallerMillis() {
        return fromCallerMillis;
    }

    public SmallHistogram fromEntryMillis() {
        return fromEntryMillis;
    }

    /** Adds what another one holds, each weight times the factor. */
    public void add(EdgeStatistics other, double factor) {
        hits += (float) (other.hits * factor);
        calls += (float) (other.calls * factor);
        width.add(other.width, factor);
        fromCallerMillis.add(other.fromCallerMillis, factor);
        fromEntryMillis.add(other.fromEntryMillis, factor);
    }

    /** About how many bytes of the heap it holds. */
    public int bytes() {
        return 40 + width.bytes() + fromCallerMillis.bytes() + fromEntryMillis.bytes();
    }

    void set(float hitWeight, float callWeight) {
        hits = hitWeight;
        calls = callWeight;
    }
}
