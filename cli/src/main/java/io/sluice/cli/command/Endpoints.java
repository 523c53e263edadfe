package io.sluice.cli.command;

import io.sluice.cli.client.Endpoint;
import io.sluice.cli.client.Home;
import io.sluice.cli.context.Context;
import io.sluice.cli.context.Contexts;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which runtime a command speaks to: the one of {@code --url}, of {@code --context}, of {@code SLUICE_URL}, of the context
 * in use, or of the home folder, in this order. The key of a context goes to its own runtime only, as does that of the home.
 */
record Endpoints(Map<String, String> environment, Contexts contexts, Home home, Options options) {

    private static final Duration WAIT_WITH_CONTEXT = Duration.ofSeconds(30);
    private static final int LONGEST_WAIT = 3000;

    /** What the command line says; null: nothing. */
    record Options(
            @Nullable String url,
            @Nullable String context,
            @Nullable String key,
            @Nullable Integer patience) {}

    Endpoint chosen() {
        return named().or(() -> contexts.current().map(this::ofContext)).orElseGet(this::ofHome);
    }

    /** As {@link #chosen}, but for a context that no option names. */
    Endpoint chosenHere() {
        return named().orElseGet(this::ofHome);
    }

    /** The key of {@code --key} or {@code SLUICE_KEY}. */
    Optional<String> namedKey() {
        return given(options.key()).or(() -> given(environment.get("SLUICE_KEY")));
    }

    private Optional<Endpoint> named() {
        if (options.url() != null && options.context() != null) {
            throw new CliFailure(ExitCode.USAGE, "--url and --context both name a runtime; name one");
        }
        return given(options.url())
                .map(this::ofUrl)
                .or(() -> Optional.ofNullable(options.context()).map(this::ofContext))
                .or(() -> given(environment.get("SLUICE_URL")).map(this::ofUrl));
    }

    private Endpoint ofUrl(String url) {
        return new Endpoint(url, keyOrHomes(), null, waitOr(Duration.ZERO));
    }

    private Endpoint ofContext(String name) {
        if (name.equals(Context.LOCAL)) {
            return ofHome();
        }
        Context context = contexts.named(name);
        return new Endpoint(
                context.url(),
                given(options.key())
                        .or(() -> contexts.key(context))
                        .or(this::namedKey)
                        .orElse(null),
                context.ca() == null ? null : Path.of(context.ca()),
                waitOr(WAIT_WITH_CONTEXT));
    }

    private Endpoint ofHome() {
        String url = home.running()
                .map(Home.Running::url)
                .orElseThrow(
                        () -> new CliFailure(
                                ExitCode.UNREACHABLE,
                                "no runtime is running with " + home.folder()
                                        + "\n  Start one with 'sluice up', or name another with --url, SLUICE_URL or --context."));
        return new Endpoint(url, keyOrHomes(), null, waitOr(Duration.ZERO));
    }

    private @Nullable String keyOrHomes() {
        return namedKey().or(home::key).orElse(null);
    }

    private Duration waitOr(Duration usual) {
        return Stream.of(
                        Optional.ofNullable(options.patience()).map(String::valueOf),
                        given(environment.get("SLUICE_WAIT")))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Endpoints::seconds)
                .orElse(usual);
    }

    private static Duration seconds(String text) {
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > LONGEST_WAIT) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "--wait and SLUICE_WAIT must be from 0 to " + LONGEST_WAIT + " seconds, was '" + text + "'");
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isBlank());
    }
}
