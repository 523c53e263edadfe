package io.sluice.cli.context;

import com.fasterxml.jackson.core.JacksonException;
import io.sluice.cli.console.Json;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The user's contexts and which of them is in use, in {@code contexts.json} of the folder; each key in a file of its own
 * beside it, readable by the user alone.
 */
public final class Contexts {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}");

    private record Written(
            @Nullable String current, @Nullable List<Context> contexts) {}

    private final Path folder;

    public Contexts(Path folder) {
        this.folder = folder;
    }

    /** Those in {@code $XDG_CONFIG_HOME/sluice}, or {@code ~/.config/sluice}. */
    public static Contexts of(Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = base.isBlank() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(base);
        return new Contexts(folder.toAbsolutePath().resolve("sluice"));
    }

    /** All of them by name, without {@link Context#LOCAL}. */
    public List<Context> all() {
        return contexts(read());
    }

    /** The name of the one in use; empty where that is {@link Context#LOCAL}. */
    public Optional<String> current() {
        return Optional.ofNullable(read().current());
    }

    /** The one of that name. */
    public Context named(String name) {
        return find(name).orElseThrow(() -> absent(name));
    }

    /** The key to one, where it has one. */
    public Optional<String> key(Context context) {
        try {
            return Optional.of(Files.readString(keyFile(context.name())).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CliFailure(
                    ExitCode.NOT_ALLOWED,
                    "the key of the context '" + context.name() + "' cannot be read: " + e.getMessage()
                            + "\n  'sluice context add --replace' writes it anew.",
                    e);
        }
    }

    /** Adds one, in place of another of its name where {@code replace} says so. */
    public void add(Context context, @Nullable String key, boolean replace) {
        check(context.name());
        if (!replace && find(context.name()).isPresent()) {
            throw new CliFailure(
                    ExitCode.CONFLICT,
                    "there is a context '" + context.name() + "' already\n  --replace puts this one in its place.");
        }
        List<Context> contexts = without(context.name());
        contexts.add(context);
        writeKey(context.name(), key);
        write(new Written(read().current(), contexts));
    }

    /** Has commands that name no runtime go to this one from now on. */
    public void use(String name) {
        String current = name.equals(Context.LOCAL) ? null : named(name).name();
        write(new Written(current, all()));
    }

    /** Forgets one and its key; was it in use, it is the local runtime's turn. */
    public void remove(String name) {
        named(name);
        List<Context> contexts = without(name);
        write(new Written(current().filter(current -> !current.equals(name)).orElse(null), contexts));
        writeKey(name, null);
    }

    private Optional<Context> find(String name) {
        return all().stream().filter(context -> context.name().equals(name)).findFirst();
    }

    private List<Context> without(String name) {
        return new ArrayList<>(
                all().stream().filter(context -> !context.name().equals(name)).toList());
    }

    private CliFailure absent(String name) {
        return new CliFailure(
                ExitCode.NOT_FOUND,
                "there is no context '" + name + "' in " + file()
                        + "\n  'sluice context list' shows those that there are, 'sluice context add' adds one.");
    }

    private static void check(String name) {
        if (name.equals(Context.LOCAL)) {
            throw new CliFailure(
                    ExitCode.USAGE, "the context 'local' is the runtime of $SLUICE_HOME; take another name");
        }
        if (!NAME.matcher(name).matches()) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "a context's name has up to 63 letters, digits, '.', '_' and '-', and begins with a letter or"
                            + " a digit; was '" + name + "'");
        }
    }

    private Path file() {
        return folder.resolve("contexts.json");
    }

    private Path keyFile(String name) {
        return folder.resolve("keys").resolve(name);
    }

    private static List<Context> contexts(Written written) {
        return written.contexts() == null ? List.of() : written.contexts();
    }

    private Written read() {
        try {
            return Json.MAPPER.readValue(Files.readString(file()), Written.class);
        } catch (NoSuchFileException e) {
            return new Written(null, List.of());
        } catch (JacksonException e) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "the file " + file() + " is not as 'sluice context' writes it: " + e.getOriginalMessage()
                            + "\n  Mend it, or remove it and add the contexts again.",
                    e);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_ALLOWED, "cannot read " + file() + ": " + e.getMessage(), e);
        }
    }

    private void write(Written written) {
        List<Context> sorted = contexts(written).stream()
                .sorted(Comparator.comparing(Context::name))
                .toList();
        OwnFile.write(file(), Json.text(new Written(written.current(), sorted), true) + "\n");
    }

    private void writeKey(String name, @Nullable String key) {
        if (key == null) {
            OwnFile.delete(keyFile(name));
        } else {
            OwnFile.write(keyFile(name), key + "\n");
        }
    }
}
