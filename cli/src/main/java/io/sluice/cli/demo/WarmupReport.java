package io.sluice.cli.demo;

import java.util.List;

/**
 * What warm-up made of the same requests at the same times.
 *
 * @param pipelines one row for each pipeline and way
 * @param cores how many processors starts share
 */
public record WarmupReport(List<Row> pipelines, int cores) {

    /**
     * A pipeline under one way.
     *
     * @param way off, on, on with dear memory, oracle
     * @param requests how many there were
     * @param addedP50 what waiting for starts added to a request, in milliseconds, the median
     * @param addedMax the most that it added
     * @param coldStarts how many calls of a request had to wait for a start, on average
     * @param cascade how many starts' time a request that waited at all waited for, on average
     * @param idleGigabyteSeconds what instances held without a call, over the whole time, of both pipelines together
     * @param boundMillis what a request with everything cold waits at least: for one start, and for the processors' work for
     *     all of them
     */
    public record Row(
            String pipeline,
            String way,
            int requests,
            double addedP50,
            double addedMax,
            double coldStarts,
            double cascade,
            double idleGigabyteSeconds,
            double boundMillis) {}
}
