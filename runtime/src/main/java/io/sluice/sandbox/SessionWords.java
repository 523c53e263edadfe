package io.sluice.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Programs that replace themselves by the next one, so that a process keeps its id: one gives it a session of its own, one
 * has the kernel kill it when the thread that started it ends.
 */
record SessionWords(Optional<Path> setsid, Optional<Path> setpriv) {

    static SessionWords find() {
        return new SessionWords(HostPrograms.find("setsid"), HostPrograms.find("setpriv"));
    }

    boolean diesWithStarter() {
        return setpriv.isPresent();
    }

    /** A session of its own. */
    List<String> own() {
        return setsid.map(Path::toString).stream().toList();
    }

    /** That, and an end with the starting thread. */
    List<String> whole() {
        List<String> words = new ArrayList<>(own());
        setpriv.ifPresent(program -> words.addAll(List.of(program.toString(), "--pdeathsig", "KILL", "--")));
        return words;
    }
}
