package io.sluice.benchmarks;

import io.sluice.benchmarks.jvm.Allocation;
import io.sluice.benchmarks.jvm.Area;
import io.sluice.benchmarks.jvm.Profile;
import io.sluice.benchmarks.jvm.Profiler;
import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.benchmarks.report.HotSpots;
import io.sluice.cli.bench.Contest;
import io.sluice.cli.bench.Side;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.load.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a runtime's JVM is asked under load, when all that this would disturb has been measured. */
record Inspection(RuntimeProcess runtime, Contest contest, Plan plan, Path scratch) {

    private static final int TOP_FRAMES = 25;

    /** The kernel's timers look every few milliseconds, so that samples take their time. */
    private static final Duration PROFILED = Duration.ofSeconds(10);

    /** What its event loops allocate for a call, in bytes, by side. */
    Map<String, Double> allocation(List<Side> sides) {
        Map<String, Double> bytes = new LinkedHashMap<>();
        if (sides.isEmpty()) {
            return bytes;
        }
        try (Allocation allocation = Allocation.of(runtime.pid())) {
            for (Side side : sides) {
                contest.progress().accept("allocation of " + side.name());
                long before = allocation.bytes();
                long calls = contest.run(side, busy(), plan.load().time()).all();
                bytes.put(side.name(), (allocation.bytes() - before) / (double) Math.max(1, calls));
            }
        }
        return bytes;
    }

    /** Where its time goes, by side. */
    List<HotSpots> hotSpots(List<Side> sides) {
        return plan.profiles()
                .map(folder -> {
                    Profiler profiler = new Profiler(runtime.pid(), scratch);
                    return sides.stream()
                            .map(side -> hotSpots(profiler, made(folder), side))
                            .toList();
                })
                .orElse(List.of());
    }

    private HotSpots hotSpots(Profiler profiler, Path folder, Side side) {
        contest.progress().accept("profile of " + side.name());
        String file = side.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".html";
        Path flameGraph = folder.resolve(file);
        Profile profile = profiler.during(() -> contest.run(side, busy(), PROFILED), flameGraph);
        return new HotSpots(
                side.name(),
                busy().label(),
                profile.samples(),
                profile.shares(stack -> Area.of(stack).title()),
                profile.topFrames(TOP_FRAMES),
                flameGraph.toString());
    }

    private Load busy() {
        return new Load.Closed(plan.load().warmUpInFlight());
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "cannot make the folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
