package io.sluice.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The Java that goes into an image: the whole JDK, or what of it a program needs that is compiled already. */
final class JavaFiles {

    /** For those who compile, package, look into and debug programs. The last is a library that is not final. */
    private static final Set<String> TOOLS = Set.of(
            "jdk.accessibility",
            "jdk.compiler",
            "jdk.editpad",
            "jdk.graal.compiler",
            "jdk.graal.compiler.management",
            "jdk.hotspot.agent",
            "jdk.internal.ed",
            "jdk.internal.le",
            "jdk.internal.vm.ci",
            "jdk.jartool",
            "jdk.javadoc",
            "jdk.jconsole",
            "jdk.jdeps",
            "jdk.jdi",
            "jdk.jlink",
            "jdk.jpackage",
            "jdk.jshell",
            "jdk.jstatd",
            "jdk.unsupported.desktop",
            "jdk.incubator.vector");

    private JavaFiles() {}

    /** Its folder, for the variant. */
    static Path of(Jdk jdk, Variant variant, Kept kept) throws IOException {
        return switch (variant) {
            case FULL -> jdk.home();
            case SLIM ->
                kept.get("java", Fingerprint.of(List.of(jdk.release(), modules(jdk))), into -> link(jdk, into));
        };
    }

    private static String modules(Jdk jdk) {
        return jdk.modules().filter(module -> !TOOLS.contains(module)).collect(Collectors.joining(","));
    }

    private static void link(Jdk jdk, Path into) throws IOException {
        Command.run(
                "jlink",
                List.of(
                        jdk.program("jlink").toString(),
                        "--add-modules",
                        modules(jdk),
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        into.toString()));
    }
}
