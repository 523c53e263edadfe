package io.sluice.cli.scaffold;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.util.List;
import java.util.stream.Collectors;

/** The languages that there are templates for; a new one is one line here. */
final class Languages {

    private static final List<Language> ALL = List.of(new Java(), new Python(), new Node(), new Exec());

    private Languages() {}

    static Language of(String word) {
        return ALL.stream()
                .filter(language -> language.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new CliFailure(
                        ExitCode.USAGE,
                        "--lang must be one of: "
                                + ALL.stream().map(Language::word).collect(Collectors.joining(", ")) + ", was '" + word
                                + "'"));
    }
}
