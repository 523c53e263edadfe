package io.sluice.gateway.algorithms;

import io.sluice.algorithms.AlgorithmBuild;
import io.sluice.algorithms.AlgorithmChange;
import io.sluice.algorithms.Language;
import io.sluice.algorithms.License;
import io.sluice.algorithms.NewAlgorithm;
import io.sluice.algorithms.Permissions;
import io.sluice.algorithms.Publication;
import io.sluice.algorithms.VersionStep;
import io.sluice.contract.FunctionName;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.sluice.manifest.Callability;
import io.sluice.manifest.Network;
import io.sluice.manifest.SourceVisibility;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What requests say of algorithms. */
final class AlgorithmBodies {

    private static final String LANGUAGES = "python3-1, javascript or java";

    private AlgorithmBodies() {}

    static NewAlgorithm created(String owner, Body body) {
        Body details = body.of("details");
        Body settings = body.of("settings");
        String name = body.required("name");
        String label = details.text("label");
        return new NewAlgorithm(
                name(owner, name),
                label == null ? name : label,
                details.textOrEmpty("summary"),
                details.textOrEmpty("tagline"),
                language(settings),
                license(settings),
                permissions(settings));
    }

    private static FunctionName name(String owner, String name) {
        try {
            return new FunctionName(owner, name);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(400, ErrorReply.INVALID_INPUT, String.valueOf(e.getMessage()));
        }
    }

    private static Language language(Body settings) {
        Language byEnvironment = settings.word("algorithm_environment", Language::ofEnvironment, "an environment's id");
        Language bySet = settings.word("package_set", Language::named, LANGUAGES);
        Language byName = settings.word("language", Language::named, LANGUAGES);
        return Optional.ofNullable(byEnvironment)
                .or(() -> Optional.ofNullable(bySet))
                .or(() -> Optional.ofNullable(byName))
                .orElseThrow(() -> Body.invalid("settings.language", LANGUAGES, null));
    }

    static AlgorithmChange change(Body body) {
        Body details = body.of("details");
        Body settings = body.of("settings");
        return new AlgorithmChange(
                details.text("label"),
                details.text("summary"),
                details.text("tagline"),
                license(settings),
                permissions(settings));
    }

    static Publication publication(Body body) {
        Body info = body.of("version_info");
        VersionStep step = step(body, info);
        AlgorithmBuild.Notes notes = new AlgorithmBuild.Notes(
                info.textOrEmpty("release_notes"), sample(info, "sample_input"), sample(info, "sample_output"));
        return new Publication(step, info.text("git_hash"), permissions(body.of("settings")), notes);
    }

    private static VersionStep step(Body body, Body info) {
        String rule = "major, minor or revision";
        VersionStep outside = body.word("version_type", VersionStep::of, rule);
        VersionStep inside = info.word("version_type", VersionStep::of, rule);
        return Optional.ofNullable(inside)
                .or(() -> Optional.ofNullable(outside))
                .orElse(VersionStep.MINOR);
    }

    /** A sample is a text, or the JSON itself. */
    private static String sample(Body info, String field) {
        var value = info.json().path(field);
        return value.isMissingNode() || value.isNull() ? "" : value.isTextual() ? value.asText() : value.toString();
    }

    private static @Nullable License license(Body settings) {
        return settings.word("license", License::of, "apl, apache2, gpl3 or mit");
    }

    private static Permissions permissions(Body settings) {
        return new Permissions(
                settings.word(
                        "algorithm_callability", among(Callability.values(), Callability::word), "public or private"),
                settings.flag("pipeline_enabled"),
                settings.word("network_access", among(Network.values(), Network::word), "full or isolated"),
                settings.word(
                        "source_visibility",
                        among(SourceVisibility.values(), SourceVisibility::word),
                        "open or closed"));
    }

    private static <T> Function<String, Optional<T>> among(T[] values, Function<T, String> word) {
        return text -> Arrays.stream(values)
                .filter(each -> word.apply(each).equals(text))
                .findFirst();
    }
}
