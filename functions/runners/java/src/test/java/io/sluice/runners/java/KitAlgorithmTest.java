package io.sluice.runners.java;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import author.Broken;
import com.algorithmia.development.ADK;
import com.algorithmia.development.AbstractAlgorithm;
import com.algorithmia.development.Handler;
import com.algorithmia.development.Required;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KitAlgorithmTest {

    static final class Greeting extends AbstractAlgorithm<Greeting.Person, String> {

        /** An inner class, as the kit's own template has it. */
        class Person {
            @Required
            @Nullable
            String first;

            @Nullable
            String last;
        }

        private String loaded = "nothing";

        @Override
        public void load() {
            loaded = "model";
        }

        @Override
        public String apply(Person person) {
            return person.first + " " + person.last + " " + loaded;
        }
    }

    @Test
    void apply_object_isTheClassThatTheAlgorithmNames() throws Throwable {
        Algorithm algorithm = new KitAlgorithm(new Greeting());
        algorithm.load();

        assertThat(text(algorithm, "{\"first\": \"Ada\"}")).isEqualTo("Ada null model");
    }

    @Test
    void apply_withoutARequiredField_isAnInputErrorThatNamesIt() {
        assertThatThrownBy(() -> text(new KitAlgorithm(new Greeting()), "{\"last\": \"L\"}"))
                .isInstanceOfSatisfying(AlgorithmFailure.class, failure -> assertThat(failure.type())
                        .isEqualTo(Failure.INPUT_ERROR))
                .hasMessageContaining("the field 'first' is missing");
    }

    static final class Bytes extends AbstractAlgorithm<byte[], byte[]> {
        @Override
        public byte[] apply(byte[] bytes) {
            return new byte[] {(byte) bytes.length};
        }
    }

    @Test
    void apply_bytes_comeAndGoAsTheyAre() throws Throwable {
        Result result = new KitAlgorithm(new Bytes()).apply(Input.of(ContentType.BINARY, new byte[9]));

        assertThat(result.type()).isEqualTo(ContentType.BINARY);
        assertThat(result.payload()).containsExactly(9);
    }

    @Test
    void load_thatFails_isTheFailureOfEachCall() {
        Algorithm algorithm = new KitAlgorithm(new Broken());
        algorithm.load();

        for (int i = 0; i < 2; i++) {
            Throwable thrown = catchThrowable(() -> text(algorithm, "1"));
            assertThat(new String(Failures.json(Objects.requireNonNull(thrown)), UTF_8))
                    .contains("\"message\":\"no model\"", "\"errorType\":\"LoadingError\"", "Broken.load")
                    .doesNotContain("LoadFailure");
        }
    }

    @Test
    void init_saysWhatIsServedAndReturns() {
        Broken broken = new Broken();
        new ADK<>(broken).init("to try it");
        assertThat(Registration.take()).isSameAs(broken);
        assertThat(Registration.take()).isNull();

        new Handler<>(broken).serve();
        assertThat(Registration.take()).isSameAs(broken);
    }

    private static String text(Algorithm algorithm, String json) throws Throwable {
        return new String(
                algorithm
                        .apply(Input.of(ContentType.JSON, json.getBytes(UTF_8)))
                        .payload(),
                UTF_8);
    }
}
