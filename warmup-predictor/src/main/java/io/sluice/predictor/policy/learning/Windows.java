package io.sluice.predictor.policy.learning;

import java.util.ArrayList;
import java.util.List;

/** Spans of seconds after an instance fell idle during which it is to be warm, ascending and apart. Immutable. */
final class Windows {

    /** The most spans; those beyond are left out. */
    static final int MOST = 6;

    static final Windows NONE = new Windows(new float[0]);

    private final float[] bounds;

    private Windows(float[] bounds) {
        this.bounds = bounds;
    }

    static Windows keepAlive(double seconds) {
        return seconds <= 0 ? NONE : new Windows(new float[] {0, (float) seconds});
    }

    /** Collects spans in ascending order; those that touch become one. */
    static final class Builder {

        private final List<float[]> spans = new ArrayList<>(MOST);

        void add(double from, double until) {
            if (until <= from) {
                return;
            }
            float[] last = spans.isEmpty() ? null : spans.getLast();
            if (last != null && from <= last[1]) {
                last[1] = Math.max(last[1], (float) until);
            } else if (spans.size() < MOST) {
                spans.add(new float[] {(float) from, (float) until});
            }
        }

        Windows build() {
            float[] bounds = new float[2 * spans.size()];
            for (int i = 0; i < spans.size(); i++) {
                bounds[2 * i] = spans.get(i)[0];
                bounds[2 * i + 1] = spans.get(i)[1];
            }
            return bounds.length == 0 ? NONE : new Windows(bounds);
        }
    }

    int count() {
        return bounds.length / 2;
    }

    double from(int window) {
        return bounds[2 * window];
    }

    double until(int window) {
        return bounds[2 * window + 1];
    }

    /** Whether an instance would have been warm then. */
    boolean covers(double seconds) {
        for (int i = 0; i < count(); i++) {
            if (seconds >= from(i) && seconds <= until(i)) {
                return true;
            }
        }
        return false;
    }

    /** What holding an instance for so long would have cost: the seconds held, and each start ahead of time. */
    double held(double seconds, double startSeconds) {
        double held = 0;
        for (int i = 0; i < count() && from(i) < seconds; i++) {
            held += Math.min(seconds, until(i)) - from(i) + (from(i) > 0 ? startSeconds : 0);
        }
        return held;
    }

    /** What it would have cost had the instance been used again after so long: what was held, and tau when it was cold. */
    double cost(double seconds, double startSeconds, double tauSeconds) {
        return held(seconds, startSeconds) + (covers(seconds) ? 0 : tauSeconds);
    }
}
