package io.sluice.functions.tokenize;

import io.sluice.functions.maxent.HashedModel;
import java.io.IOException;
import java.util.List;
import opennlp.tools.tokenize.DefaultTokenContextGenerator;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.WhitespaceTokenizer;

/** Cuts text into tokens as OpenNLP's tokenizer does with its English model. For any thread. */
final class Cutter {

    private final HashedModel model;
    private final DefaultTokenContextGenerator context = new DefaultTokenContextGenerator();

    private Cutter(HashedModel model) {
        this.model = model;
    }

    /** Reads the model from the class path. */
    static Cutter load() throws IOException {
        return new Cutter(HashedModel.load("/tokens.model"));
    }

    /** Adds the tokens of a text in their order. */
    void cut(String text, List<String> tokens) {
        for (var piece : WhitespaceTokenizer.INSTANCE.tokenize(text)) {
            int start = 0;
            for (int at = 1; at < piece.length(); at++) {
                if (endsAt(piece, at)) {
                    tokens.add(piece.substring(start, at));
                    start = at;
                }
            }
            tokens.add(piece.substring(start));
        }
    }

    private boolean endsAt(String piece, int at) {
        double[] probabilities = model.eval(context.getContext(piece, at));
        return model.getBestOutcome(probabilities).equals(TokenizerME.SPLIT);
    }
}
