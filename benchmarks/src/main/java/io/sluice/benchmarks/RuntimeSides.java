package io.sluice.benchmarks;

import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.cli.bench.Side;
import io.sluice.cli.local.EventLoopTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What is measured of a runtime with the benchmarks' functions. */
record RuntimeSides(RuntimeProcess runtime) {

    private static final Map<String, List<String>> FUNCTIONS = functions();

    private static Map<String, List<String>> functions() {
        Map<String, List<String>> functions = new LinkedHashMap<>();
        functions.put(Names.CALL, List.of("one"));
        functions.put(Names.CALL_LOOP, List.of("loop-one"));
        functions.put(Names.CALL_LEAN, List.of("lean-one"));
        functions.put(Names.CHAIN, List.of("one", "two", "three"));
        functions.put(Names.CHAIN_LOOP, List.of("loop-one", "loop-two", "loop-three"));
        functions.put(Names.CHAIN_LEAN, List.of("lean-one", "lean-two", "lean-three"));
        return functions;
    }

    /** Deploys the functions. */
    void deploy(Path root) {
        runtime.deploy(root.resolve("benchmarks/functions"), "sluice.yaml");
        runtime.deploy(root.resolve("benchmarks/functions"), "sluice-cold.yaml");
        runtime.deploy(root.resolve("benchmarks/functions"), "sluice-kept.yaml");
        runtime.deploy(root.resolve("benchmarks/lean"), "sluice.yaml");
    }

    /** Calls and chains, as far as they are wanted. */
    List<Side> of(Predicate<String> wanted) {
        List<Side> sides = new ArrayList<>();
        FUNCTIONS.forEach((name, functions) -> {
            if (wanted.test(name)) {
                sides.add(side(name, functions, Map.of()));
            }
        });
        if (wanted.test(Names.CALL_KEPT)) {
            sides.add(kept());
        }
        return sides;
    }

    /** A call whose result is kept already. */
    private Side kept() {
        List<String> functions = List.of("kept");
        runtime.call(uri(functions), Reference.ITEM);
        return side(Names.CALL_KEPT, functions, Map.of(), "\"cache\":{\"hits\":1");
    }

    /** A call of one function with headers beside the key. */
    Side call(String name, Map<String, String> headers) {
        return side(name, List.of("loop-one"), headers);
    }

    /** A call of the function that waits. */
    Side slow() {
        return side(Names.SLOW, List.of("slow"), Map.of());
    }

    private Side side(String name, List<String> functions, Map<String, String> headers) {
        return side(name, functions, headers, Reference.steps(functions.size()));
    }

    private Side side(String name, List<String> functions, Map<String, String> headers, String expected) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("authorization", runtime.authorization());
        all.putAll(headers);
        return new Side(
                name,
                Reference.target(Reference.tcp(runtime.port()), uri(functions), all, expected),
                Optional.of(() -> EventLoopTime.of(runtime.pid())));
    }

    private static String uri(List<String> functions) {
        return functions.size() == 1
                ? "/v1/algo/bench/" + functions.getFirst()
                : "/v1/pipe?step=bench/" + String.join("&step=bench/", functions);
    }
}
