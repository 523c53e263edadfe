package io.sluice.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Finds out, by trying, how processes can be confined on this host. Blocks for some ten milliseconds. */
public final class IsolationSearch {

    private static final long BOUND_SECONDS = 10;
    private static final Confinement TRIAL =
            new Confinement(Path.of("/"), List.of(), List.of(), new NetworkReach.Host());

    private IsolationSearch() {}

    /**
     * The best that this host allows.
     *
     * @param reads what every confined process may read beside what it needs
     */
    public static Isolation run(IsolationMode mode, List<Path> reads) {
        SessionWords session = SessionWords.find();
        if (mode == IsolationMode.OFF) {
            return Isolation.off();
        }
        Optional<Path> program = HostPrograms.find("bwrap");
        if (program.isEmpty()) {
            return Isolation.none(mode, session, "there is no program bwrap in /usr/bin");
        }
        NetworkGate gate = new NetworkGate(HostPrograms.find("socat"));
        List<String> hostFiles = HostFiles.words(Path.of("/"));
        Bubblewrap strict = new Bubblewrap(program.get(), false, hostFiles, reads, gate);
        Bubblewrap older = new Bubblewrap(program.get(), true, hostFiles, reads, gate);
        Optional<String> strictly = hindrance(strict, false);
        Optional<String> anyhow = strictly.isEmpty() ? strictly : hindrance(older, false);
        if (anyhow.isPresent()) {
            return Isolation.none(mode, session, "bubblewrap does not work here: " + unended(anyhow.get()));
        }
        Bubblewrap works = strictly.isEmpty() ? strict : older;
        return Isolation.by(mode, session, works, networkHindrance(works, gate));
    }

    private static Optional<String> networkHindrance(Bubblewrap bubblewrap, NetworkGate gate) {
        return gate.socat().isEmpty()
                ? Optional.of("there is no program socat in /usr/bin; install it")
                : hindrance(bubblewrap, true);
    }

    private static Optional<String> hindrance(Bubblewrap bubblewrap, boolean ownNetwork) {
        List<String> words = bubblewrap.words(List.of("/bin/true"), TRIAL, Map.of());
        if (ownNetwork) {
            words.add(1, "--unshare-net");
        }
        return run(words);
    }

    private static Optional<String> run(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().clear();
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of("it did not end within " + BOUND_SECONDS + " s");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(said(process));
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the trial was interrupted");
        }
    }

    private static String said(Process process) throws IOException {
        try (BufferedReader output = process.inputReader()) {
            String text =
                    output.lines().limit(3).collect(Collectors.joining(" ")).strip();
            return text.isEmpty() ? "exit code " + process.exitValue() : text;
        }
    }

    /** Without the full stop that some of its messages have: sentences go on after it. */
    private static String unended(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
