package io.sluice.functions.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class LexiconTest {

    private static final Path TEXT = Path.of("target/lexicon/vader_sentiment_lexicon.txt");

    @Test
    void lexicon_hasEachWordOfTheText_withItsValence() throws IOException {
        var words = LexiconFile.words(TEXT);
        var lexicon = Lexicon.load();

        assertThat(words).hasSizeGreaterThan(7000).containsEntry("good", 1.9f);
        assertThat(words)
                .allSatisfy((word, valence) ->
                        assertThat(lexicon.valence(word)).as(word).isEqualTo(valence));
    }

    @Test
    void word_thatIsNotInIt_hasNoValence() {
        assertThat(Lexicon.load().valence("teapot")).isZero();
    }
}
