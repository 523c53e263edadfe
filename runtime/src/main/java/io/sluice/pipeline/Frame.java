package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a task is carried out, beside its place in the file.
 *
 * @param variables those that its expressions see beside those of the run: of the loops and failures that it is in
 * @param rounds in which rounds of the loops around it, the outermost first, such as {@code 3.0}; empty outside of loops
 * @param attempt which try of the innermost {@code try} around it, from 1 on
 */
record Frame(Map<String, JsonNode> variables, String rounds, int attempt) {

    static final Frame OUTERMOST = new Frame(Map.of(), "", 1);

    Frame {
        variables = Map.copyOf(variables);
    }

    /** This, and one more variable. */
    Frame with(String name, JsonNode value) {
        Map<String, JsonNode> more = new HashMap<>(variables);
        more.put(name, value);
        return new Frame(more, rounds, attempt);
    }

    /** This, in a round of one more loop. */
    Frame inRound(int round) {
        return new Frame(variables, rounds.isEmpty() ? Integer.toString(round) : rounds + "." + round, attempt);
    }

    /** This, in a further try. */
    Frame inAttempt(int number) {
        return new Frame(variables, rounds, number);
    }
}
