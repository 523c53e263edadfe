package io.sluice.functions.sentiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.Startup;
import io.sluice.functions.text.Document;
import io.sluice.functions.text.Documents;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labels one document or several. The model is loaded with this class: before the instance is ready or, in a native image,
 * while the image is built, so that it stands in its heap. For any thread.
 */
@Singleton
@Startup
public final class SentimentFunction {

    private static final SentimentModel MODEL = SentimentModel.load();

    /**
     * @param input {@link Documents}
     * @return a {@link Sentiment}, or a list of them when several documents came
     */
    @Funq("sentiment")
    public Object sentiment(@Nullable JsonNode input) {
        return Documents.of(input).content().map(this::classify);
    }

    private Sentiment classify(Document document) {
        return MODEL.classify(
                switch (document) {
                    case Document.Text(String text) -> text;
                    case Document.Tokens(List<String> tokens) -> String.join(" ", tokens);
                });
    }
}
