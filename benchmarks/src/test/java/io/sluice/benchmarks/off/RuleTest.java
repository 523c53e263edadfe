package io.sluice.benchmarks.off;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules name methods that the runtime has: one that is renamed shows here, not as a comparison of the same with itself. */
class RuleTest {

    static Stream<Rule> rules() {
        return Stream.concat(Rule.ALL.stream(), Rule.AUTHORISATION.stream());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rule_ofTheRuntimesClasses_namesOneMethod(Rule rule) throws IOException {
        assertThat(methods(bytes(rule), rule.method())).hasSize(1).allSatisfy(method -> {
            String returned = method.methodTypeSymbol().returnType().descriptorString();
            assertThat(returned.equals("V")).isEqualTo(rule.instead() == Rule.Instead.NOTHING);
            assertThat(returned.equals("Z")).isEqualTo(rule.instead() == Rule.Instead.YES);
        });
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rule_applied_leavesTheMethodAsCallersKnowIt(Rule rule) throws IOException {
        byte[] rewritten = Rewriting.of(bytes(rule), List.of(rule));

        assertThat(methods(rewritten, rule.method())).hasSize(1);
        assertThat(methods(rewritten, rule.method() + "$original"))
                .hasSize(rule.instead() == Rule.Instead.FIRST_ANSWER ? 1 : 0);
    }

    private static List<MethodModel> methods(byte[] bytes, String name) {
        return ClassFile.of().parse(bytes).methods().stream()
                .filter(method -> method.methodName().equalsString(name))
                .toList();
    }

    private static byte[] bytes(Rule rule) throws IOException {
        String file = "/" + rule.owner() + ".class";
        try (InputStream in = Optional.ofNullable(RuleTest.class.getResourceAsStream(file))
                .orElseThrow(() -> new AssertionError("the runtime has no " + rule.owner()))) {
            return in.readAllBytes();
        }
    }
}
