package io.sluice.functions.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SentimentFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SentimentFunction FUNCTION = new SentimentFunction();

    @Test
    void sentiment_ofPlainOpinions_isTheirs() throws Exception {
        assertThat(label("\"I love this, what a wonderful day :)\"")).isEqualTo(Label.POSITIVE);
        assertThat(label("\"This is terrible, I hate it :(\"")).isEqualTo(Label.NEGATIVE);
        assertThat(label("[\"the\",\"meeting\",\"start\",\"at\",\"9\",\"on\",\"Tuesday\"]"))
                .isEqualTo(Label.NEUTRAL);
    }

    @Test
    void sentiment_ofAnything_hasScoresThatAddUp() throws Exception {
        var sentiment = (Sentiment) sentiment("\"\"");
        assertThat(sentiment.scores().values().stream().mapToDouble(x -> x).sum())
                .isCloseTo(1, within(0.001));
        assertThat(sentiment.scores()).containsEntry(sentiment.label(), sentiment.confidence());
    }

    @Test
    void sentiment_asJson_hasLowerCaseLabels() throws Exception {
        assertThat(JSON.writeValueAsString(sentiment("\"I love it\"")))
                .startsWith("{\"label\":\"positive\",\"confidence\":0.")
                .contains("\"scores\":{\"negative\":0.");
    }

    @Test
    void sentiment_ofSeveralDocuments_isAList() throws Exception {
        assertThat(sentiment("[]")).isEqualTo(List.of());
        assertThat(sentiment("[[\"love\"],{\"id\":\"1\",\"text\":\"so bad\"}]"))
                .asInstanceOf(LIST)
                .hasSize(2);
    }

    @Test
    void model_writtenAndRead_classifiesAlike() throws Exception {
        var weights = new TreeMap<Integer, float[]>();
        weights.put(SentimentModel.hash("w rain"), new float[] {2, 0, -1});
        weights.put(SentimentModel.hash("bias"), new float[] {0, 0.5f, 0});
        var file = new ByteArrayOutputStream();
        SentimentModel.write(weights, file);
        var model = read(file.toByteArray());
        assertThat(model.classify("rain").label()).isEqualTo(Label.NEGATIVE);
        assertThat(model.classify("so so").label()).isEqualTo(Label.NEUTRAL);
    }

    @Test
    void model_ofAnotherOrATornFile_isRefused() throws Exception {
        var file = new ByteArrayOutputStream();
        SentimentModel.write(new TreeMap<>(Map.of(1, new float[3])), file);
        var torn = Arrays.copyOf(file.toByteArray(), file.size() - 1);
        assertThatThrownBy(() -> read(torn)).isInstanceOf(IOException.class).hasMessageContaining("ends too soon");
        assertThatThrownBy(() -> read(new byte[20])).hasMessageContaining("must start with 534c5332");
    }

    @Test
    void features_ofANegatedWord_tellThatItIs() {
        var features = new Features(Lexicon.load());
        assertThat(features.of("I don't like it. Good"))
                .contains("n like", "w good")
                .doesNotContain("n good");
    }

    @Test
    void words_ofRawAndTokenisedText_areTheSame() {
        assertThat(Words.of("@ann I can't waiiiit!!! http://example.org :D"))
                .isEqualTo(Words.of(String.join(" ", List.of("I", "ca", "n't", "waiit", "!!!", ":D"))));
    }

    private static SentimentModel read(byte[] bytes) throws IOException {
        return SentimentModel.read(new ByteArrayInputStream(bytes), new Features(Lexicon.load()));
    }

    private static Label label(String json) throws Exception {
        return ((Sentiment) sentiment(json)).label();
    }

    private static Object sentiment(String json) throws Exception {
        return FUNCTION.sentiment(JSON.readTree(json));
    }
}
