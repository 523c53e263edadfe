package io.sluice.functions.sentiment;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the lexicon's file of VADER's text, while the function is built: reading the text took half of the time in
 * which an instance loads its model.
 */
public final class LexiconFile {

    private LexiconFile() {}

    /** Reads the text that is the first argument and writes the file that is the second. */
    public static void main(String[] arguments) throws IOException {
        var words = words(Path.of(arguments[0]));
        var hashed = new TreeMap<Integer, Float>();
        for (var word : words.entrySet()) {
            if (hashed.put(SentimentModel.hash(word.getKey()), word.getValue()) != null) {
                throw new IOException("two words of the lexicon have one hash; one is '%s'".formatted(word.getKey()));
            }
        }
        try (var out = new DataOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
            out.writeInt(hashed.size());
            for (int hash : hashed.keySet()) {
                out.writeInt(hash);
            }
            for (float valence : hashed.values()) {
                out.writeFloat(valence);
            }
        }
    }

    /** The words and their valences, in lines of columns with tabs between them; the last line for a word counts. */
    static Map<String, Float> words(Path text) throws IOException {
        var words = new HashMap<String, Float>();
        // Some of its emoticons are no UTF-8.
        for (var line : new String(Files.readAllBytes(text), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            var columns = line.split("\t", 3);
            if (columns.length == 3 && !columns[0].isEmpty()) {
                words.put(columns[0], Float.valueOf(columns[1]));
            }
        }
        return words;
    }
}
