package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The secrets that a pipeline's file names, as one run has them.
 *
 * @param variable what {@code $secrets} is
 * @param missing those that nobody has set
 * @param redaction takes them out of what others get to see
 */
record RunSecrets(JsonNode variable, List<String> missing, Redaction redaction) {

    static RunSecrets of(List<String> names, Map<String, String> values) {
        ObjectNode variable = JsonNodeFactory.instance.objectNode();
        List<String> missing = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (String name : names) {
            String value = values.get(name);
            if (value == null) {
                missing.add(name);
            } else {
                variable.put(name, value);
                shown.add(value);
            }
        }
        return new RunSecrets(variable, List.copyOf(missing), Redaction.of(shown));
    }

    /** @throws PipelineError where one is not set */
    void require(String pipeline) {
        if (!missing.isEmpty()) {
            String name = missing.getFirst();
            throw PipelineError.configuration(
                    "", "secret '" + name + "' is not set: sluice secret set " + pipeline + " " + name);
        }
    }
}
