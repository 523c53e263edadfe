package io.sluice.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this program tells the one that started it, a line each: {@code PERCENT what is being done}, and last {@code built} or
 * {@code failed} with a JSON object. Safe for any thread.
 */
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private int percent;
    private String step = "";

    Answers(PrintStream out) {
        this.out = out;
    }

    /** What is being done now, and how much of all was done before. */
    synchronized void step(int reached, String what) {
        if (reached == percent && what.equals(step)) {
            return;
        }
        percent = Math.max(percent, reached);
        step = what;
        out.println(percent + " " + what);
    }

    synchronized void built(Built built) {
        out.println("built " + text(built.facts()));
    }

    synchronized void failed(ImageFailure.Kind kind, String message) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("kind", kind.name());
        facts.put("message", message);
        out.println("failed " + text(facts));
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers are always JSON", e);
        }
    }
}
