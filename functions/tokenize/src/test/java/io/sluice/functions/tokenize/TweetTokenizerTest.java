package io.sluice.functions.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TweetTokenizerTest {

    private static final TweetTokenizer TOKENIZER = TweetTokenizer.load();

    @Test
    void tokenizer_keepsWhatTweetsAreMadeOf() {
        assertThat(TOKENIZER.tokenize("I don't like it :( #fail @ann!!! <3"))
                .containsExactly("I", "don't", "like", "it", ":(", "#fail", "@ann", "!!!", "<3");
    }

    @Test
    void tokenizer_ofSpace_findsNothing() {
        assertThat(TOKENIZER.tokenize(" \n")).isEmpty();
    }

    @Test
    void tokenizer_calledFromManyThreads_answersAlike() throws Exception {
        var text = "It's a lovely, lovely day in the park; isn't it?";
        Callable<List<String>> call = () -> TOKENIZER.tokenize(text);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(Collections.nCopies(200, call))) {
                assertThat(result.get()).isEqualTo(TOKENIZER.tokenize(text));
            }
        }
    }
}
