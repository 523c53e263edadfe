package io.sluice.algorithms;

import io.sluice.manifest.AlgorithmiaLanguage;
import io.sluice.manifest.RuntimeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What algorithms are written in. For all but the last there is a template, from which new ones begin. */
public enum Language {
    PYTHON("python3-1", "Python 3", RuntimeKind.PYTHON),
    JAVASCRIPT("javascript", "JavaScript", RuntimeKind.NODE),
    JAVA("java", "Java", RuntimeKind.JAVA),
    OTHER("other", "Anything that serves HTTP", RuntimeKind.EXEC),
    PIPELINE("pipeline", "A pipeline of functions", RuntimeKind.PIPELINE);

    private final String word;
    private final String title;
    private final RuntimeKind runtime;

    Language(String word, String title, RuntimeKind runtime) {
        this.word = word;
        this.title = title;
        this.runtime = runtime;
    }

    /** Those that new algorithms can be written in. */
    public static List<Language> offered() {
        return List.of(PYTHON, JAVASCRIPT, JAVA);
    }

    /** The language that a client names, in any of its spellings, versions or not. */
    public static Optional<Language> named(String word) {
        return AlgorithmiaLanguage.of(word).map(AlgorithmiaLanguage::runtime).map(Language::of);
    }

    /** The language of an environment, by the environment's id. */
    public static Optional<Language> ofEnvironment(String id) {
        return offered().stream()
                .filter(each -> each.environment().toString().equals(id))
                .findFirst();
    }

    static Language of(RuntimeKind runtime) {
        return Arrays.stream(values())
                .filter(each -> each.runtime == runtime)
                .findFirst()
                .orElseThrow();
    }

    /** The word for it in the API. */
    public String word() {
        return word;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** The id of the one environment that its algorithms run in: this host. */
    public UUID environment() {
        return UUID.nameUUIDFromBytes(("environment:" + word).getBytes(StandardCharsets.UTF_8));
    }
}
