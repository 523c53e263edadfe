package io.sluice.benchmarks;

import io.sluice.benchmarks.report.Aim;
import io.sluice.benchmarks.report.OnAndOff;
import io.sluice.cli.bench.Figures;
import io.sluice.cli.load.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How what was measured stands to what the project aims at; what was not measured is left out. */
record Aims(List<Figures> load, List<Figures> halfPeak, List<OnAndOff> onAndOff, double runtimeMib) {

    private static final String ALONE = new Load.Closed(1).label();
    private static final String MANY = new Load.Closed(16).label();

    List<Aim> all() {
        List<Aim> aims = new ArrayList<>();
        for (String name : List.of(Names.CALL, Names.CALL_LOOP)) {
            figure(name, ALONE, it -> aims.add(p50(it, 0.12)));
        }
        for (String name : List.of(Names.CHAIN, Names.CHAIN_LOOP)) {
            figure(name, ALONE, it -> aims.add(p50(it, 0.25)));
            figure(name, MANY, it -> aims.add(throughput(it, 25_000)));
        }
        figure(
                Names.CALL_KEPT,
                ALONE,
                kept -> figure(
                        Names.CALL,
                        ALONE,
                        call -> aims.add(Aim.atMost(
                                Names.CALL_KEPT + " / " + Names.CALL + ", " + ALONE + ": p50",
                                kept.latencyMicros().p50()
                                        / call.latencyMicros().p50(),
                                0.5))));
        figure(Names.CHAIN_LEAN, MANY, it -> aims.add(throughput(it, 15_000)));
        halfPeak.forEach(it -> aims.add(Aim.atMost(
                it.name() + " at half its peak rate: p99 / p50",
                it.latencyMicros().p99() / it.latencyMicros().p50(),
                5)));
        onAndOff.forEach(each -> each.comparisons().stream()
                .filter(it -> it.load().equals(ALONE) && it.figure().startsWith("p50"))
                .forEach(it -> aims.add(Aim.atMost(
                        each.on() + " / " + each.off() + ": p50", it.ratio().median(), each.aim()))));
        aims.add(Aim.atMost("runtime after the load: resident MiB", runtimeMib, 300));
        return aims;
    }

    private void figure(String name, String label, Consumer<Figures> found) {
        load.stream()
                .filter(it -> it.name().equals(name) && it.load().equals(label))
                .forEach(found);
    }

    private static Aim p50(Figures figures, double millis) {
        return Aim.atMost(
                figures.name() + ", " + figures.load() + ": p50 ms",
                figures.latencyMicros().p50() / 1e3,
                millis);
    }

    private static Aim throughput(Figures figures, double perSecond) {
        return Aim.atLeast(figures.name() + ", " + figures.load() + ": calls/s", figures.perSecond(), perSecond);
    }
}
