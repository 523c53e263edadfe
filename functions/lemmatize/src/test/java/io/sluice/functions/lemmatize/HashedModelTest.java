package io.sluice.functions.lemmatize;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.functions.maxent.HashedModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import opennlp.tools.lemmatizer.LemmatizerME;
import opennlp.tools.lemmatizer.LemmatizerModel;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What is read from arrays, against OpenNLP's own classes with the models that the arrays were made of. */
final class HashedModelTest {

    /** The one uses Math, the other StrictMath. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    private static final List<String> WORDS = List.of(
            ("The children were running away from their mothers' houses , and nobody's seen them since Tuesday ! "
                            + "I can't believe it's 2026 already :) #wow @ann You've got to be kidding me , she said sadly . "
                            + "Prices rose 3.5 % in the U.S. last year ; better late than never . Went going gone")
                    .split(" "));

    private final POSModel tags = new POSModel(resource("/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin"));
    private final LemmatizerModel lemmas = new LemmatizerModel(resource("/opennlp-en-ud-ewt-lemmas-1.3-2.5.4.bin"));

    HashedModelTest() throws IOException {}

    private static InputStream resource(String name) {
        return Objects.requireNonNull(HashedModelTest.class.getResourceAsStream(name), name);
    }

    /** Words in any order, among them those that no model knows. */
    private static Stream<String[]> sentences() {
        Random random = new Random(11);
        return Stream.generate(() -> random.ints(1 + random.nextInt(12), 0, WORDS.size())
                        .mapToObj(i -> random.nextInt(9) > 0 ? WORDS.get(i) : WORDS.get(i) + WORDS.get(0))
                        .toArray(String[]::new))
                .limit(500);
    }

    @Test
    void tags_areThoseOfTheTagger() throws IOException {
        POSTaggerME theirs = new POSTaggerME(tags);
        Tagger ours = new Tagger(HashedModel.load("/tags.model"));

        assertThat(sentences()).allSatisfy(words -> assertThat(ours.tag(words)).isEqualTo(theirs.tag(words)));
    }

    @Test
    void lemmas_areThoseOfTheLemmatizer() throws IOException {
        POSTaggerME tagger = new POSTaggerME(tags);
        MaxentModel weights = lemmas.getArtifact("lemmatizer.model");
        LemmatizerME theirs = new LemmatizerME(
                new LemmatizerModel(lemmas.getLanguage(), weights, 1, new HashMap<>(), lemmas.getFactory()));
        Lemmatizer ours = new Lemmatizer(HashedModel.load("/lemmas.model"));

        assertThat(sentences()).allSatisfy(words -> {
            String[] tagged = tagger.tag(words);
            assertThat(ours.lemmatize(words, tagged)).isEqualTo(theirs.lemmatize(words, tagged));
        });
    }

    @Test
    void probabilities_areThoseOfTheModel_withValuesToo() throws IOException {
        MaxentModel theirs = lemmas.getArtifact("lemmatizer.model");
        HashedModel ours = HashedModel.load("/lemmas.model");
        String[] context = {"w0=running", "t0=VERB", "suf=ing", "nobody knows this"};
        float[] values = {1, 0.5f, 2, 3};

        assertThat(ours.eval(context)).containsExactly(theirs.eval(context), ROUNDING);
        assertThat(ours.eval(context, values)).containsExactly(theirs.eval(context, values), ROUNDING);
        double[] probabilities = theirs.eval(context);
        assertThat(ours.getBestOutcome(probabilities)).isEqualTo(theirs.getBestOutcome(probabilities));
        assertThat(ours.getIndex("O")).isEqualTo(theirs.getIndex("O"));
        assertThat(ours.getNumOutcomes()).isEqualTo(theirs.getNumOutcomes());
    }
}
