package io.sluice.functions.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;
import org.junit.jupiter.api.Test;

/** What is cut with arrays, against OpenNLP's own tokenizer with the model that the arrays were made of. */
final class CutterTest {

    private static final String[] PIECES = {
        "don't",
        "it's",
        "U.S.",
        "3.5%",
        "$12",
        "Mr.",
        "well-known",
        "(so",
        "she",
        "said)",
        "\"hm\"",
        "etc.",
        "café",
        "1,000.",
        "they'd've",
        "'tis",
        "rock'n'roll",
        "e.g.,",
        "10:30am",
        "naïve;",
        "and/or",
        "C++",
        "#1",
        "日本",
        "x",
        "-",
        "...what?!"
    };

    /** Pieces in any order, with and without space between them. */
    private static Stream<String> texts() {
        Random random = new Random(7);
        return Stream.generate(() -> random.ints(1 + random.nextInt(15), 0, PIECES.length)
                        .mapToObj(i -> PIECES[i] + (random.nextInt(4) > 0 ? " " : ""))
                        .collect(Collectors.joining()))
                .limit(2000);
    }

    @Test
    void tokens_areThoseOfOpenNlpsOwnTokenizer() throws IOException {
        TokenizerME theirs = new TokenizerME(new TokenizerModel(resource()));
        Cutter ours = Cutter.load();

        assertThat(texts()).allSatisfy(text -> {
            List<String> tokens = new ArrayList<>();
            ours.cut(text, tokens);
            assertThat(tokens).containsExactly(theirs.tokenize(text));
        });
    }

    private static InputStream resource() {
        String file = "/opennlp-en-ud-ewt-tokens-1.3-2.5.4.bin";
        return Objects.requireNonNull(CutterTest.class.getResourceAsStream(file), file);
    }
}
