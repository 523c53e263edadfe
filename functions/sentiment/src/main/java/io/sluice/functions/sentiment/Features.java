package io.sluice.functions.sentiment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import opennlp.tools.stemmer.PorterStemmer;

/**
 * The features of a text that the model weighs: stems, pairs of stems, stems under a negation, and what the lexicon
 * says. Each is there or not. For any thread.
 */
public final class Features {

    private static final Set<String> NEGATIONS = Set.of(
            "not",
            "no",
            "never",
            "none",
            "nobody",
            "nothing",
            "neither",
            "nor",
            "cannot",
            "without",
            "cant",
            "dont",
            "wont",
            "isnt",
            "doesnt",
            "didnt",
            "aint",
            "wasnt",
            "shouldnt",
            "couldnt",
            "wouldnt",
            "hardly",
            "barely");

    private final Lexicon lexicon;

    public Features(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** The features of a text, each once, in an order that depends on nothing but the text. */
    public Set<String> of(String text) {
        return new Scan().over(Words.of(text));
    }

    /** The state of one pass over the words. */
    private final class Scan {

        private final Set<String> features = new LinkedHashSet<>();
        private final PorterStemmer stemmer = new PorterStemmer();
        private final List<Float> valences = new ArrayList<>();
        private boolean negated;
        private String previous = "^";
        private String beforePrevious = "";
        private int capitals;
        private int exclamations;

        Set<String> over(List<String> words) {
            features.add("bias");
            words.forEach(this::word);
            features.add("b " + previous + " $");
            addLexicon();
            addEmphasis();
            return features;
        }

        private void word(String written) {
            var word = Words.normal(written);
            if (!Character.isLetterOrDigit(word.codePointAt(0)) && word.charAt(0) != '#') {
                mark(word);
                return;
            }
            capitals += written.length() > 2 && written.chars().allMatch(Character::isUpperCase) ? 1 : 0;
            if (word.charAt(0) == '#') {
                features.add("h " + word);
                word = word.substring(1);
            }
            var stem = stemmer.stem(word);
            features.add((negated ? "n " : "w ") + stem);
            features.add("w " + stem);
            features.add("b " + previous + " " + stem);
            features.add("t " + beforePrevious + " " + previous + " " + stem);
            addValence(word);
            beforePrevious = previous;
            previous = stem;
            negated |= NEGATIONS.contains(word);
        }

        private void mark(String mark) {
            features.add("m " + (mark.length() > 3 ? mark.substring(0, 3) : mark));
            exclamations += mark.startsWith("!") ? mark.length() : 0;
            addValence(mark);
            negated = false;
            features.add("b " + previous + " " + mark.charAt(0));
        }

        private void addValence(String word) {
            var valence = lexicon.valence(word);
            if (valence != 0) {
                valences.add(negated ? -0.74f * valence : valence);
                features.add("v " + (negated ? "n" : "") + Math.round(valence));
            }
        }

        private void addLexicon() {
            float sum = 0;
            int positive = 0;
            int negative = 0;
            for (float valence : valences) {
                sum += valence;
                positive += valence > 0 ? 1 : 0;
                negative += valence < 0 ? 1 : 0;
            }
            features.add("lex+ " + Math.min(positive, 4));
            features.add("lex- " + Math.min(negative, 4));
            features.add("lex± " + Math.min(positive, 2) + Math.min(negative, 2));
            features.add("sum " + Math.clamp(Math.round(sum), -8, 8));
            if (!valences.isEmpty()) {
                features.add("last " + Math.round(valences.getLast()));
            }
        }

        private void addEmphasis() {
            features.add("caps " + Math.min(capitals, 3));
            features.add("excl " + Math.min(exclamations, 4));
        }
    }
}
