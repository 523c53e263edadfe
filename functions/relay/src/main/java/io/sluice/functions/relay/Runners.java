package io.sluice.functions.relay;

import com.fasterxml.jackson.core.type.TypeReference;
import io.sluice.functions.AlgoResponse;
import java.util.ArrayList;
import java.util.List;

/** Who had the baton, in the order of the calls. */
final class Runners {

    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private Runners() {}

    static List<String> of(AlgoResponse response) {
        return response.as(NAMES);
    }

    static List<String> after(String name, List<List<String>> others) {
        List<String> all = new ArrayList<>();
        all.add(name);
        others.forEach(all::addAll);
        return all;
    }
}
