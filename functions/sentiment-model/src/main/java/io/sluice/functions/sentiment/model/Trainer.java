package io.sluice.functions.sentiment.model;

import io.sluice.functions.sentiment.Features;
import io.sluice.functions.sentiment.Label;
import io.sluice.functions.sentiment.SentimentModel;
import io.sluice.functions.sentiment.model.LabelledTweets.LabelledTweet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import opennlp.tools.ml.TrainerFactory;
import opennlp.tools.ml.maxent.quasinewton.QNModel;
import opennlp.tools.ml.maxent.quasinewton.QNTrainer;
import opennlp.tools.ml.model.Context;
import opennlp.tools.ml.model.Event;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;

/**
 * Trains the weights by OpenNLP's maximum entropy (L-BFGS, L2). Each tweet is seen twice, as written and as the lemmas
 * of the pipeline, so that the model understands both; negative tweets, the rarest, count twice. Afterwards the odds of
 * negative are raised: the model is judged by macro-recall, which asks for each label's share alike, however rare it is.
 */
final class Trainer {

    private final Features features;
    private final UnaryOperator<String> pipeline;
    private final Settings settings;

    Trainer(Features features, UnaryOperator<String> pipeline, Settings settings) {
        this.features = features;
        this.pipeline = pipeline;
        this.settings = settings;
    }

    /** The weights of each label by feature hash, without the features that say next to nothing. */
    SortedMap<Integer, float[]> train(List<LabelledTweet> tweets) throws IOException {
        var events = new ArrayList<Event>(tweets.size() * 3);
        for (var tweet : tweets) {
            add(tweet.label(), tweet.text(), events);
            add(tweet.label(), pipeline.apply(tweet.text()), events);
        }
        Collections.shuffle(events, new Random(settings.seed()));
        return weights((QNModel) TrainerFactory.getEventTrainer(parameters(), new HashMap<>())
                .train(ObjectStreamUtils.createObjectStream(events)));
    }

    private void add(Label label, String text, List<Event> events) {
        var event = new Event(label.name(), features.of(text).toArray(String[]::new));
        events.add(event);
        if (label == Label.NEGATIVE) {
            events.add(event);
        }
    }

    private TrainingParameters parameters() {
        var parameters = new TrainingParameters();
        parameters.put(TrainingParameters.ALGORITHM_PARAM, QNTrainer.MAXENT_QN_VALUE);
        parameters.put(TrainingParameters.CUTOFF_PARAM, settings.cutoff());
        parameters.put(TrainingParameters.ITERATIONS_PARAM, settings.iterations());
        parameters.put("DataIndexer", "OnePass");
        parameters.put(QNTrainer.L1COST_PARAM, 0.0);
        parameters.put(QNTrainer.L2COST_PARAM, settings.l2());
        return parameters;
    }

    @SuppressWarnings("unchecked")
    private SortedMap<Integer, float[]> weights(QNModel model) {
        var byFeature = (Map<String, Context>) model.getDataStructures()[1];
        var weights = new TreeMap<Integer, float[]>();
        byFeature.forEach((feature, context) -> {
            var row = row(model, context);
            if (spread(row) >= settings.pruneBelow()) {
                weights.put(SentimentModel.hash(feature), row);
            }
        });
        weights.computeIfAbsent(SentimentModel.hash("bias"), missing -> new float[Label.values().length])[
                        Label.NEGATIVE.ordinal()] +=
                (float) Math.log(settings.negativeOdds());
        return weights;
    }

    private static float[] row(QNModel model, Context context) {
        var row = new float[Label.values().length];
        for (int i = 0; i < context.getOutcomes().length; i++) {
            var label = Label.valueOf(model.getOutcome(context.getOutcomes()[i]));
            row[label.ordinal()] = (float) context.getParameters()[i];
        }
        return row;
    }

    private static float spread(float[] row) {
        float least = Math.min(row[0], Math.min(row[1], row[2]));
        return Math.max(row[0], Math.max(row[1], row[2])) - least;
    }

    /**
     * How to train.
     *
     * @param seed for the order of the tweets
     * @param cutoff how often a feature must occur, both forms of a tweet counted
     * @param iterations of L-BFGS, at most
     * @param l2 the cost of large weights; 0 for none
     * @param pruneBelow features whose weights differ by less between labels are left out
     * @param negativeOdds what the odds of negative are multiplied by, after training; 1 for nothing
     */
    record Settings(long seed, int cutoff, int iterations, double l2, double pruneBelow, double negativeOdds) {

        /** What the model that ships was trained with: the best on 6,000 of the training tweets, left out for that. */
        static Settings usual(long seed) {
            return new Settings(seed, 4, 100, 40, 0.03, 2);
        }
    }
}
