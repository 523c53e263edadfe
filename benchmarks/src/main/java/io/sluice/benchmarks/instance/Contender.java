package io.sluice.benchmarks.instance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** One way to one instance. */
record Contender(String name, MeasuredInstance instance, Load load) {

    private static final int SHOWN = 30;

    /** As the runtime starts an instance of 192 MiB. */
    private static final List<String> JVM_FLAGS = List.of(
            "-Xmx96m",
            "-Xms32m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:ReservedCodeCacheSize=24m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** Calls for a while and tells how long each took. */
    interface Load {
        Histogram run(String entryPoint, byte[] input, int inFlight, Duration time) throws Exception;
    }

    /** Starts an instance and connects to it. */
    static Contender start(String name, Path socket, List<String> moreFlags) throws Exception {
        boolean frames = name.startsWith("frames:");
        List<String> flags = new ArrayList<>(JVM_FLAGS);
        flags.addAll(moreFlags);
        Path jar = Path.of(name.substring(name.indexOf(':') + 1));
        MeasuredInstance instance = MeasuredInstance.start(jar, socket, frames, flags);
        return new Contender(name, instance, frames ? new FrameLoad(socket)::run : new HttpLoad(socket)::run);
    }

    long pid() {
        return instance.pid();
    }

    long readyAfterMillis() {
        return instance.started().toMillis();
    }

    String shortName() {
        String jar = name.replace("/quarkus-run.jar", "").replace("/quarkus-app", "");
        return jar.length() <= SHOWN ? jar : jar.substring(0, 7) + ".." + jar.substring(jar.length() - SHOWN + 9);
    }
}
