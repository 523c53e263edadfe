package io.sluice.cli.scaffold;

import io.sluice.contract.FunctionName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** A Quarkus Funqy project with one function. */
final class Java implements Language {

    /** Names whose class or method would clash with one that is there. */
    private static final Set<String> TAKEN = Set.of(
            "string", "object", "funq", "test", "getClass", "notify", "notifyAll", "wait", "toString", "hashCode");

    @Override
    public String word() {
        return "java";
    }

    @Override
    public Map<String, String> files() {
        return Map.of(
                "pom.xml.template", "pom.xml",
                "sluice.yaml.template", "sluice.yaml",
                "README.md.template", "README.md",
                "gitignore.template", ".gitignore",
                "application.properties.template", "src/main/resources/application.properties",
                "Function.java.template", "src/main/java/@package@/@Class@.java",
                "FunctionTest.java.template", "src/test/java/@package@/@Class@Test.java");
    }

    @Override
    public Map<String, String> words(FunctionName name, String repository) {
        String method = method(name.name());
        return Map.of(
                "@method@",
                method,
                "@Class@",
                method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1),
                "@package@",
                "functions",
                "@repository@",
                repository);
    }

    /** The function's name as a Java method: {@code word-count} becomes {@code wordCount}. */
    static String method(String name) {
        StringBuilder method = new StringBuilder();
        for (String part : List.of(name.split("[-_]+"))) {
            method.append(
                    method.isEmpty() || part.isEmpty()
                            ? part
                            : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        String plain = method.substring(0, 1).toLowerCase(Locale.ROOT) + method.substring(1);
        if (Character.isDigit(plain.charAt(0))) {
            return "function" + plain;
        }
        return SourceVersion.isName(plain) && !TAKEN.contains(plain) ? plain : plain + "Function";
    }
}
