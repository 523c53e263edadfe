package io.sluice.cli.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What compiles to executables: {@code native-image} of GraalVM or Mandrel on this machine, or a container with it. */
sealed interface NativeBuilder {

    /** What Quarkus is told of it. */
    List<String> options();

    /** The folder of a GraalVM or Mandrel. */
    record Local(Path home) implements NativeBuilder {
        @Override
        public List<String> options() {
            return List.of("-Dquarkus.native.graalvm-home=" + home);
        }
    }

    /** A container, run by this program. */
    record Container(String program) implements NativeBuilder {

        /** Mandrel for JDK 25. */
        private static final String IMAGE = "quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25";

        @Override
        public List<String> options() {
            return List.of(
                    "-Dquarkus.native.container-build=true",
                    "-Dquarkus.native.container-runtime=" + program,
                    "-Dquarkus.native.builder-image=" + IMAGE);
        }
    }

    /**
     * The builder that there is: one on this machine before a container.
     *
     * @param environment where {@code GRAALVM_HOME}, {@code JAVA_HOME} and {@code PATH} are looked at
     * @param executable whether a file is a program
     * @param answers whether a container program can run containers now
     */
    static Optional<NativeBuilder> find(
            Map<String, String> environment, Predicate<Path> executable, Predicate<String> answers) {
        Stream<Path> homes = Stream.concat(
                Stream.of("GRAALVM_HOME", "JAVA_HOME").flatMap(name -> folder(environment.getOrDefault(name, ""))),
                Stream.of(environment.getOrDefault("PATH", "").split(":"))
                        .flatMap(NativeBuilder::folder)
                        .filter(bin -> bin.getParent() != null)
                        .map(Path::getParent));
        Optional<NativeBuilder> local = homes.filter(home -> executable.test(home.resolve("bin/native-image")))
                .<NativeBuilder>map(Local::new)
                .findFirst();
        return local.or(() -> Stream.of("podman", "docker")
                .filter(answers)
                .<NativeBuilder>map(Container::new)
                .findFirst());
    }

    private static Stream<Path> folder(String text) {
        return text.isBlank() ? Stream.empty() : Stream.of(Path.of(text));
    }
}
