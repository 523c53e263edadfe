package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** The variables that a task's expressions see beside those of the run: of the loops and failures that it is in. */
record Frame(Map<String, JsonNode> variables) {

    static final Frame OUTERMOST = new Frame(Map.of());

    Frame {
        variables = Map.copyOf(variables);
    }

    /** This, and one more. */
    Frame with(String name, JsonNode value) {
        Map<String, JsonNode> more = new HashMap<>(variables);
        more.put(name, value);
        return new Frame(more);
    }
}
