package io.sluice.functions.sentiment.model;

import io.sluice.functions.sentiment.Features;
import io.sluice.functions.sentiment.Lexicon;
import io.sluice.functions.sentiment.SentimentModel;
import io.sluice.functions.sentiment.model.LabelledTweets.BadRow;
import io.sluice.functions.sentiment.model.LabelledTweets.LabelledTweet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The commands {@code train TSV MODEL [SEED]} and {@code evaluate TSV [MODEL]}. */
public final class SentimentModelTool {

    private static final String USAGE = """
            train TSV MODEL [SEED]   trains on the labelled tweets of TSV, writes the model file MODEL
            evaluate TSV [MODEL]     judges MODEL (default: the one that ships) by the labelled tweets of TSV
            """;

    private final PrintStream out;

    SentimentModelTool(PrintStream out) {
        this.out = out;
    }

    /** Ends with 0, or with 2 and a line on standard error when the arguments or the data are wrong. */
    public static void main(String[] args) throws IOException {
        try {
            new SentimentModelTool(System.out).run(List.of(args));
        } catch (BadRow | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (NoSuchFileException e) {
            System.err.println(e.getMessage() + ": no such file");
            System.exit(2);
        }
    }

    void run(List<String> args) throws IOException {
        var command = args.isEmpty() ? "" : args.getFirst();
        if (command.equals("train") && (args.size() == 3 || args.size() == 4)) {
            train(Path.of(args.get(1)), Path.of(args.get(2)), args.size() == 4 ? Long.parseLong(args.get(3)) : 1);
        } else if (command.equals("evaluate") && (args.size() == 2 || args.size() == 3)) {
            evaluate(
                    LabelledTweets.read(Path.of(args.get(1))),
                    args.size() == 3 ? read(Path.of(args.get(2))) : SentimentModel.load());
        } else {
            throw new IllegalArgumentException(USAGE);
        }
    }

    private void train(Path data, Path model, long seed) throws IOException {
        var pipeline = new TextPipeline();
        var trainer = new Trainer(new Features(Lexicon.load()), pipeline::lemmas, Trainer.Settings.usual(seed));
        var tweets = LabelledTweets.read(data);
        out.printf("training on %d tweets of %s%n", tweets.size(), data);
        var weights = trainer.train(tweets);
        try (var file = Files.newOutputStream(model)) {
            SentimentModel.write(weights, file);
        }
        out.printf("%s: %d features, %d bytes%n", model, weights.size(), Files.size(model));
    }

    private void evaluate(List<LabelledTweet> tweets, SentimentModel model) {
        var pipeline = new TextPipeline();
        judge("as written", tweets, model, UnaryOperator.identity());
        judge("through clean, tokenize, lemmatize", tweets, model, pipeline::lemmas);
    }

    private void judge(String form, List<LabelledTweet> tweets, SentimentModel model, UnaryOperator<String> prepare) {
        var evaluation = new Evaluation();
        for (var tweet : tweets) {
            evaluation.add(
                    tweet.label(), model.classify(prepare.apply(tweet.text())).label());
        }
        out.printf("== %d tweets, %s%n%s%n", tweets.size(), form, evaluation.report());
    }

    private static SentimentModel read(Path model) throws IOException {
        try (var in = Files.newInputStream(model)) {
            return SentimentModel.read(in, new Features(Lexicon.load()));
        }
    }
}
