package io.sluice.benchmarks.off;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rewrites the classes that have rules when the runtime loads them. */
public final class Agent {

    private Agent() {}

    /** What the JVM calls before the runtime's own start. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        Map<String, List<Rule>> rulesOfClass =
                Rule.named(arguments).stream().collect(Collectors.groupingBy(Rule::owner));
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    @Nullable ClassLoader loader,
                    String name,
                    @Nullable Class<?> redefined,
                    @Nullable ProtectionDomain domain,
                    byte[] bytes) {
                List<Rule> rules = rulesOfClass.get(name);
                return rules == null ? null : Rewriting.of(bytes, rules);
            }
        });
    }
}
