package io.sluice.functions.analyze;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.Funq;
import io.sluice.functions.AlgoResponse;
import io.sluice.functions.Algorithms;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;

/** Labels documents by calling the four text functions, each once for all documents. */
public final class Analyze {

    private static final TypeReference<List<Sentiment>> SENTIMENTS = new TypeReference<>() {};

    private final Algorithms algorithms;

    @Inject
    Analyze(Algorithms algorithms) {
        this.algorithms = algorithms;
    }

    /**
     * @param input one document (a string, or an object with {@code text}) or a list of them
     * @return one row for each document, in their order
     */
    @Funq
    public Uni<List<Labelled>> analyze(JsonNode input) {
        List<String> texts = Documents.texts(input);
        if (texts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Uni<AlgoResponse> cleaned = algorithms.algo("demo/clean").pipe(texts);
        Uni<AlgoResponse> tokens = algorithms.algo("demo/tokenize").pipe(cleaned);
        Uni<AlgoResponse> lemmas = algorithms.algo("demo/lemmatize").pipe(tokens);
        return algorithms.algo("demo/sentiment").pipe(lemmas).map(answer -> label(texts, answer.as(SENTIMENTS)));
    }

    private static List<Labelled> label(List<String> texts, List<Sentiment> sentiments) {
        if (sentiments.size() != texts.size()) {
            throw new IllegalStateException(
                    "demo/sentiment answered " + sentiments.size() + " labels for " + texts.size() + " documents");
        }
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new Labelled(
                        texts.get(i),
                        sentiments.get(i).label(),
                        sentiments.get(i).confidence()))
                .toList();
    }

    /**
     * One document with its label.
     *
     * @param text the document as it came
     * @param confidence from 0 to 1
     */
    public record Labelled(String text, String label, double confidence) {}

    /** What is used of an answer of {@code demo/sentiment}. */
    record Sentiment(String label, double confidence) {}
}
