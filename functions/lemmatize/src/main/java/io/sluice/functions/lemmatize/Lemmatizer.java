package io.sluice.functions.lemmatize;

import io.sluice.functions.maxent.HashedModel;
import opennlp.tools.lemmatizer.DefaultLemmatizerContextGenerator;
import opennlp.tools.lemmatizer.LemmatizerME;
import opennlp.tools.ml.BeamSearch;

/** Finds the lemmas of tagged words as OpenNLP's lemmatizer does. For one thread at a time. */
final class Lemmatizer {

    /** The best lemma so far goes on alone: three (the model's own choice) differ in 4 of 10,000 tokens and take thrice as long. */
    private static final int BEAM = 1;

    private final BeamSearch search;
    private final DefaultLemmatizerContextGenerator context = new DefaultLemmatizerContextGenerator();

    Lemmatizer(HashedModel model) {
        search = new BeamSearch(BEAM, model);
    }

    /** A lemma for each word; those of a contraction's words are joined by +, and _ stands for none. */
    String[] lemmatize(String[] words, String[] tags) {
        String[] scripts = search.bestSequence(words, new Object[] {tags}, context, (_, _, _, _) -> true)
                .getOutcomes()
                .toArray(String[]::new);
        return LemmatizerME.decodeLemmas(words, scripts);
    }
}
