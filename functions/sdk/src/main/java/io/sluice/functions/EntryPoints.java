package io.sluice.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRegistry;
import io.sluice.contract.Failure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions that this application publishes, by name. Immutable. */
final class EntryPoints {

    private final Map<String, EntryPoint> byName;

    private EntryPoints(Map<String, EntryPoint> byName) {
        this.byName = byName;
    }

    static EntryPoints of(@Nullable FunctionRegistry registry, ObjectMapper mapper) {
        Map<String, EntryPoint> byName = new TreeMap<>();
        if (registry != null) {
            for (FunctionInvoker invoker : registry.invokers()) {
                byName.put(invoker.getName(), EntryPoint.of(invoker, mapper));
            }
        }
        return new EntryPoints(byName);
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The classes whose methods they are. */
    Set<Class<?>> types() {
        return byName.values().stream()
                .map(entryPoint -> entryPoint.invoker().getTargetClass())
                .collect(Collectors.toSet());
    }

    /** @throws AlgorithmException naming those that there are */
    EntryPoint require(String name) {
        EntryPoint found = byName.get(name);
        if (found == null) {
            throw new AlgorithmException(
                    "there is no entry point '" + name + "': this application has " + names(), Failure.INPUT_ERROR);
        }
        return found;
    }
}
