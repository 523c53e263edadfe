package io.sluice.functions.lemmatize;

import io.sluice.functions.maxent.HashedModel;
import opennlp.tools.ml.BeamSearch;
import opennlp.tools.postag.ConfigurablePOSContextGenerator;
import opennlp.tools.util.featuregen.AdaptiveFeatureGenerator;
import opennlp.tools.util.featuregen.CachedFeatureGenerator;
import opennlp.tools.util.featuregen.OutcomePriorFeatureGenerator;
import opennlp.tools.util.featuregen.PosTaggerFeatureGenerator;
import opennlp.tools.util.featuregen.PrefixFeatureGenerator;
import opennlp.tools.util.featuregen.SentenceFeatureGenerator;
import opennlp.tools.util.featuregen.SuffixFeatureGenerator;
import opennlp.tools.util.featuregen.TokenClassFeatureGenerator;
import opennlp.tools.util.featuregen.TokenFeatureGenerator;
import opennlp.tools.util.featuregen.WindowFeatureGenerator;

/**
 * Finds the part of speech of tokens as OpenNLP's tagger does, whose features are those of its English model, named here
 * rather than read from XML by reflection. For one thread at a time.
 */
final class Tagger {

    private static final int BEAM = 3;
    private static final int WINDOW = 2;

    private final BeamSearch search;
    private final ConfigurablePOSContextGenerator context =
            new ConfigurablePOSContextGenerator(new CachedFeatureGenerator(features()));

    Tagger(HashedModel model) {
        search = new BeamSearch(BEAM, model);
    }

    private static AdaptiveFeatureGenerator[] features() {
        return new AdaptiveFeatureGenerator[] {
            new OutcomePriorFeatureGenerator(),
            new SuffixFeatureGenerator(),
            new PrefixFeatureGenerator(),
            new WindowFeatureGenerator(new TokenFeatureGenerator(), WINDOW, WINDOW),
            new WindowFeatureGenerator(new SentenceFeatureGenerator(true, false), WINDOW, WINDOW),
            new TokenClassFeatureGenerator(true),
            new PosTaggerFeatureGenerator()
        };
    }

    /** A tag of Universal Dependencies for each word. */
    String[] tag(String[] words) {
        return search.bestSequence(words, null, context, (_, _, _, _) -> true)
                .getOutcomes()
                .toArray(String[]::new);
    }
}
