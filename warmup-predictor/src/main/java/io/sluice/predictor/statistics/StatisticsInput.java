package io.sluice.predictor.statistics;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link StatisticsWriter} wrote, and believes nothing of it. */
final class StatisticsInput {

    private static final int MOST_NAMES = 4 * (Statistics.MAX_FUNCTIONS + Statistics.MAX_EDGES);

    private final DataInputStream in;
    private String[] names = {};

    StatisticsInput(DataInputStream in) {
        this.in = in;
    }

    void read(Statistics statistics) throws IOException {
        // Names are read before an array of their number is made, which could be any.
        List<String> found = new ArrayList<>();
        for (int i = upTo("number of names", in.readInt(), MOST_NAMES); i > 0; i--) {
            found.add(in.readUTF());
        }
        names = found.toArray(String[]::new);
        for (int i = upTo("number of functions", in.readInt(), Statistics.MAX_FUNCTIONS); i > 0; i--) {
            FunctionStatistics function = statistics.function(name());
            if (function != null) {
                read(function);
            }
        }
        for (int i = upTo("number of callers", in.readInt(), Statistics.MAX_EDGES); i > 0; i--) {
            CallerStatistics caller = statistics.caller(name(), name());
            if (caller != null) {
                read(statistics, caller);
            }
        }
    }

    private String name() throws IOException {
        int number = in.readInt();
        upTo("number of a name", number, names.length - 1);
        return names[number];
    }

    private void read(FunctionStatistics function) throws IOException {
        for (int group = 0; group < FunctionStatistics.GROUPS; group++) {
            if (in.readBoolean()) {
                IdleStatistics idle = function.idle(group);
                read(idle.histogram(Decay.SLOW));
                read(idle.histogram(Decay.FAST));
                idle.setCosts(floats(64), weight());
            }
        }
        read(function.startMillis().counts(), LogBins.SMALL.count());
        read(function.durationMillis().counts(), LogBins.SMALL.count());
        read(function.memoryMebibytes().counts(), LogBins.SMALL.count());
        read(function.parallel().counts(), CountHistogram.BINS);
        float[] hours = floats(FunctionStatistics.HOURS);
        if (hours.length != 0 && hours.length != FunctionStatistics.HOURS) {
            throw new StatisticsFormatException("number of hours", "0 or " + FunctionStatistics.HOURS, hours.length);
        }
        function.setHours(hours);
    }

    private void read(IdleHistogram histogram) throws IOException {
        for (Weights part : histogram.parts()) {
            read(part, LogBins.IDLE.count());
        }
    }

    private void read(Statistics statistics, CallerStatistics caller) throws IOException {
        caller.setTrials(weight());
        for (int i = upTo("number of edges", in.readUnsignedByte(), CallerStatistics.MAX_EDGES); i > 0; i--) {
            EdgeStatistics edge = statistics.edge(caller, name());
            edge = edge == null ? new EdgeStatistics() : edge;
            edge.set(weight(), weight());
            read(edge.width().counts(), CountHistogram.BINS);
            read(edge.fromCallerMillis().counts(), LogBins.SMALL.count());
            read(edge.fromEntryMillis().counts(), LogBins.SMALL.count());
        }
    }

    private void read(Weights weights, int bins) throws IOException {
        int length = in.readUnsignedByte();
        if (length > 0) {
            int first = in.readUnsignedByte();
            upTo("last bin", first + length - 1, bins - 1);
            weights.set(first, values(length));
        }
    }

    private float[] floats(int most) throws IOException {
        return values(upTo("number of values", in.readUnsignedShort(), most));
    }

    private float[] values(int length) throws IOException {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = weight();
        }
        return values;
    }

    /** Weights are sums of positive ones; a small negative one is left when what was noted is taken back. */
    private float weight() throws IOException {
        float value = in.readFloat();
        if (!Float.isFinite(value)) {
            throw new StatisticsFormatException("a weight", "finite", value);
        }
        return value;
    }

    private static int upTo(String what, int value, int most) throws StatisticsFormatException {
        if (value < 0 || value > most) {
            throw new StatisticsFormatException(what, "from 0 to " + most, value);
        }
        return value;
    }
}
