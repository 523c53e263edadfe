package io.sluice.cli.load;

import java.util.Collections;
import java.util.List;

/**
 * Whether something is as warm as it gets, by its throughput in windows of equal length, the last one last.
 *
 * @param windows how many were measured
 * @param steady whether the last ones differ little enough
 * @param spread by how much the last ones differ: 0.05 is 5 %
 * @param perSecond the last window's throughput
 */
public record Steadiness(int windows, boolean steady, double spread, double perSecond) {

    private static final int LAST = 3;
    private static final double ENOUGH = 0.05;

    /** Looks at throughputs. */
    public static Steadiness of(List<Double> perSecond) {
        int count = perSecond.size();
        List<Double> last = perSecond.subList(Math.max(0, count - LAST), count);
        double most = count == 0 ? 0 : Collections.max(last);
        double spread = most == 0 ? 0 : (most - Collections.min(last)) / most;
        return new Steadiness(
                count, count >= LAST && spread < ENOUGH, spread, count == 0 ? 0 : perSecond.get(count - 1));
    }
}
