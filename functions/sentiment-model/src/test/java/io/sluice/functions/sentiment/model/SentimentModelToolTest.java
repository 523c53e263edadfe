package io.sluice.functions.sentiment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.functions.sentiment.Label;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentimentModelToolTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final SentimentModelTool tool = new SentimentModelTool(new PrintStream(out, true, StandardCharsets.UTF_8));
    private Path tweets;

    @BeforeEach
    void writeTweets() throws Exception {
        var some =
                "negative\tI hate this awful rain\npositive\tI love this great sun\nneutral\tthe train leaves at nine\n";
        tweets = Files.writeString(folder.resolve("tweets.tsv"), some.repeat(5));
    }

    @Test
    void training_repeatedUnderASeed_writesTheSameModel() throws Exception {
        tool.run(List.of("train", tweets.toString(), folder.resolve("a").toString(), "7"));
        tool.run(List.of("train", tweets.toString(), folder.resolve("b").toString(), "7"));
        assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
    }

    @Test
    void evaluation_ofATrainedModel_reportsBothForms() throws Exception {
        var model = folder.resolve("model").toString();
        tool.run(List.of("train", tweets.toString(), model));
        tool.run(List.of("evaluate", tweets.toString(), model));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("as written", "through clean, tokenize, lemmatize", "accuracy      1.0000");
    }

    @Test
    void reading_ofABadRow_namesFileAndLine() throws Exception {
        Files.writeString(tweets, "neutral\tfine\nhappy\tI am\n");
        assertThatThrownBy(() -> tool.run(List.of("evaluate", tweets.toString())))
                .hasMessage(tweets + ":2: label must be negative, neutral or positive, was 'happy'");
    }

    @Test
    void reading_ofARowWithoutTab_namesFileAndLine() throws Exception {
        Files.writeString(tweets, "neutral fine\n");
        assertThatThrownBy(() -> LabelledTweets.read(tweets)).hasMessageContaining(tweets + ":1: a row must be");
    }

    @Test
    void command_unknown_showsTheUsage() {
        assertThatThrownBy(() -> tool.run(List.of("guess"))).hasMessageContaining("evaluate TSV [MODEL]");
    }

    @Test
    void evaluation_ofCounts_isTheirMacroRecall() {
        var evaluation = new Evaluation();
        evaluation.add(Label.NEGATIVE, Label.NEGATIVE);
        evaluation.add(Label.NEUTRAL, Label.POSITIVE);
        evaluation.add(Label.POSITIVE, Label.POSITIVE);
        evaluation.add(Label.POSITIVE, Label.NEUTRAL);
        assertThat(evaluation.accuracy()).isEqualTo(0.5);
        assertThat(evaluation.macroRecall()).isCloseTo(0.5, within(1e-9));
        assertThat(evaluation.precision(Label.POSITIVE)).isEqualTo(0.5);
    }
}
