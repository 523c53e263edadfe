package io.sluice.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of Gherkin as the specification's features are written in: scenarios, steps, and texts between quotes. */
record Feature(String name, List<Scenario> scenarios) {

    private static final Pattern STEP = Pattern.compile("(?:Given|When|Then|And|But) (.*)");
    private static final String QUOTES = "\"\"\"";

    record Scenario(String name, List<Step> steps) {}

    /** @param text what stands between quotes behind it, or nothing */
    record Step(String words, String text) {}

    static Feature read(Path file) throws IOException {
        String name = file.getFileName().toString();
        List<Scenario> scenarios = new ArrayList<>();
        Iterator<String> lines = Files.readAllLines(file).iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            String words = line.strip();
            Matcher step = STEP.matcher(words);
            if (words.startsWith("Feature:")) {
                name = words.substring("Feature:".length()).strip();
            } else if (words.startsWith("Scenario:")) {
                scenarios.add(new Scenario(words.substring("Scenario:".length()).strip(), new ArrayList<>()));
            } else if (step.matches()) {
                scenarios.getLast().steps().add(new Step(step.group(1), ""));
            } else if (words.startsWith(QUOTES)) {
                List<Step> steps = scenarios.getLast().steps();
                steps.add(new Step(steps.removeLast().words(), quoted(line.indexOf(QUOTES), lines)));
            }
        }
        return new Feature(name, scenarios);
    }

    /** The lines up to the closing quotes, less the indentation of the opening ones. */
    private static String quoted(int indentation, Iterator<String> lines) {
        StringBuilder text = new StringBuilder();
        while (true) {
            String line = lines.next();
            String words = line.strip();
            if (words.startsWith(QUOTES)) {
                return text.toString();
            }
            int blank = line.length() - line.stripLeading().length();
            text.append(line.substring(Math.min(indentation, blank))).append('\n');
        }
    }
}
