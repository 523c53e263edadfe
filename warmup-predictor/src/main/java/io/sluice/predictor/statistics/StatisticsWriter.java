package io.sluice.predictor.statistics;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes statistics; {@link StatisticsInput} mirrors it line by line. */
final class StatisticsWriter {

    private final DataOutputStream out;
    private final Map<String, Integer> names = new LinkedHashMap<>();

    StatisticsWriter(DataOutputStream out) {
        this.out = out;
    }

    void write(Statistics statistics) throws IOException {
        statistics.functions().keySet().forEach(this::number);
        statistics.callers().forEach((key, caller) -> {
            number(key.entry());
            number(key.caller());
            caller.edges().keySet().forEach(this::number);
        });
        out.writeInt(names.size());
        for (String name : names.keySet()) {
            out.writeUTF(name);
        }
        out.writeInt(statistics.functions().size());
        for (Map.Entry<String, FunctionStatistics> each : statistics.functions().entrySet()) {
            out.writeInt(number(each.getKey()));
            write(each.getValue());
        }
        out.writeInt(statistics.callers().size());
        for (Map.Entry<Statistics.CallerKey, CallerStatistics> each :
                statistics.callers().entrySet()) {
            out.writeInt(number(each.getKey().entry()));
            out.writeInt(number(each.getKey().caller()));
            write(each.getValue());
        }
    }

    private int number(String name) {
        return names.computeIfAbsent(name, ignored -> names.size());
    }

    private void write(FunctionStatistics function) throws IOException {
        for (int group = 0; group < FunctionStatistics.GROUPS; group++) {
            IdleStatistics idle = function.idleIfAny(group);
            out.writeBoolean(idle != null);
            if (idle != null) {
                write(idle.histogram(Decay.SLOW));
                write(idle.histogram(Decay.FAST));
                write(idle.costSums());
                out.writeFloat(idle.costWeightSum());
            }
        }
        write(function.startMillis().counts());
        write(function.durationMillis().counts());
        write(function.memoryMebibytes().counts());
        write(function.parallel().counts());
        write(function.hours());
    }

    private void write(IdleHistogram histogram) throws IOException {
        for (Weights part : histogram.parts()) {
            write(part);
        }
    }

    private void write(CallerStatistics caller) throws IOException {
        out.writeFloat((float) caller.trials());
        out.writeByte(caller.edges().size());
        for (Map.Entry<String, EdgeStatistics> each : caller.edges().entrySet()) {
            EdgeStatistics edge = each.getValue();
            out.writeInt(number(each.getKey()));
            out.writeFloat((float) edge.hits());
            out.writeFloat((float) edge.calls());
            write(edge.width().counts());
            write(edge.fromCallerMillis().counts());
            write(edge.fromEntryMillis().counts());
        }
    }

    private void write(Weights weights) throws IOException {
        float[] values = weights.values();
        out.writeByte(values.length);
        if (values.length > 0) {
            out.writeByte(weights.first());
            writeAll(values);
        }
    }

    private void write(float[] values) throws IOException {
        out.writeShort(values.length);
        writeAll(values);
    }

    private void writeAll(float[] values) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }
}
