package io.sluice.benchmarks.off;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RewritingTest {

    /** What is rewritten: each answer is another, and runs are counted. */
    public static final class Counter implements Supplier<Integer>, UnaryOperator<String>, BooleanSupplier, Runnable {

        private int count;

        public Counter() {}

        static String joined(String text, long number, int times) {
            return text + number + times;
        }

        @Override
        public Integer get() {
            return count;
        }

        @Override
        public String apply(String text) {
            return joined(text, ++count, 1);
        }

        @Override
        public boolean getAsBoolean() {
            return false;
        }

        @Override
        public void run() {
            count++;
        }
    }

    @Test
    void nothing_voidMethod_doesNothing() throws Exception {
        Object counter = rewritten(new Rule("", "run", Rule.Instead.NOTHING));
        ((Runnable) counter).run();

        assertThat(((Supplier<?>) counter).get()).isEqualTo(0);
    }

    @Test
    void yes_methodThatSaysNo_saysYes() throws Exception {
        Object counter = rewritten(new Rule("", "getAsBoolean", Rule.Instead.YES));

        assertThat(((BooleanSupplier) counter).getAsBoolean()).isTrue();
    }

    @Test
    void firstAnswer_method_isWhatItAnswersFromThenOn() throws Exception {
        UnaryOperator<String> counter = operator(rewritten(new Rule("", "apply", Rule.Instead.FIRST_ANSWER)));

        assertThat(counter.apply("a")).isEqualTo("a11");
        assertThat(counter.apply("b")).isEqualTo("a11");
    }

    @Test
    void firstAnswer_staticMethodWithWideParameters_isWhatItAnswersFromThenOn() throws Exception {
        UnaryOperator<String> counter = operator(rewritten(new Rule("", "joined", Rule.Instead.FIRST_ANSWER)));

        assertThat(counter.apply("a")).isEqualTo("a11");
        assertThat(counter.apply("b")).isEqualTo("a11");
    }

    @SuppressWarnings("unchecked")
    private static UnaryOperator<String> operator(Object counter) {
        return (UnaryOperator<String>) counter;
    }

    private static Object rewritten(Rule rule) throws Exception {
        byte[] bytes = Rewriting.of(original(), List.of(rule));
        ClassLoader loader = new ClassLoader(RewritingTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(Counter.class.getName())
                        ? defineClass(name, bytes, 0, bytes.length)
                        : super.loadClass(name, resolve);
            }
        };
        Constructor<?> constructor = loader.loadClass(Counter.class.getName()).getDeclaredConstructor();
        return constructor.newInstance();
    }

    private static byte[] original() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Counter.class.getResourceAsStream("RewritingTest$Counter.class"))) {
            return in.readAllBytes();
        }
    }
}
