package io.sluice.benchmarks.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where processor time went: stacks, and how often each was seen.
 *
 * @param stacks frames from the outermost in, with counts
 */
public record Profile(Map<List<String>, Long> stacks) {

    /** A name and its part of all samples, from 0 to 1. */
    public record Share(String name, double part) {}

    /** From lines as {@code outer;inner 42}; others are left out. */
    public static Profile ofCollapsed(List<String> lines) {
        Map<List<String>, Long> stacks = new LinkedHashMap<>();
        for (String line : lines) {
            int space = line.lastIndexOf(' ');
            if (space > 0) {
                stacks.merge(
                        Arrays.asList(line.substring(0, space).split(";", -1)),
                        Long.parseLong(line.substring(space + 1)),
                        Long::sum);
            }
        }
        return new Profile(stacks);
    }

    /** How many samples there are. */
    public long samples() {
        return stacks.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The parts of the whole that stacks belong to, the largest first. */
    public List<Share> shares(Function<List<String>, String> name) {
        double all = Math.max(1, samples());
        Map<String, Long> counts = stacks.entrySet().stream()
                .collect(Collectors.groupingBy(
                        stack -> name.apply(stack.getKey()), Collectors.summingLong(Map.Entry::getValue)));
        List<Share> shares = new ArrayList<>();
        counts.forEach((each, count) -> shares.add(new Share(each, count / all)));
        shares.sort(Comparator.comparingDouble(Share::part).reversed().thenComparing(Share::name));
        return shares;
    }

    /** The innermost frames by their own time. */
    public List<Share> topFrames(int count) {
        return shares(List::getLast).stream().limit(count).toList();
    }
}
