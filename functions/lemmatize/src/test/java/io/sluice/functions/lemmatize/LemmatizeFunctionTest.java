package io.sluice.functions.lemmatize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LemmatizeFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LemmatizeFunction FUNCTION = new LemmatizeFunction();

    @Test
    void lemmatize_ofTokens_keepsWhatIsNoWord() throws Exception {
        assertThat(lemmatize("[\"The\",\"children\",\"were\",\"running\",\":(\",\"#fails\",\"!!!\"]"))
                .isEqualTo(List.of("the", "child", "be", "run", ":(", "#fails", "!!!"));
    }

    @Test
    void lemmatize_ofContractions_findsTheirWords() throws Exception {
        assertThat(lemmatize("[\"I\",\"don't\",\"think\",\"you\u2019re\",\"wrong\"]"))
                .isEqualTo(List.of("i", "do", "not", "think", "you", "be", "wrong"));
    }

    @Test
    void lemmatize_ofSeveralDocuments_isAListOfLists() throws Exception {
        assertThat(lemmatize("[]")).isEqualTo(List.of());
        assertThat(lemmatize("[[\"dogs\"],[]]")).isEqualTo(List.of(List.of("dog"), List.of()));
    }

    @Test
    void lemmatize_ofAText_advisesToTokenize() {
        assertThatThrownBy(() -> lemmatize("\"dogs\"")).hasMessageContaining("pipe it through demo/tokenize first");
    }

    @Test
    void lemmatize_calledFromManyThreads_answersAlike() throws Exception {
        var tokens = "[\"She\",\"was\",\"singing\",\"songs\"]";
        var alone = lemmatize(tokens);
        Callable<Object> call = () -> lemmatize(tokens);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(Collections.nCopies(100, call))) {
                assertThat(result.get()).isEqualTo(alone);
            }
        }
    }

    private static Object lemmatize(String json) throws Exception {
        return FUNCTION.lemmatize(JSON.readTree(json));
    }
}
