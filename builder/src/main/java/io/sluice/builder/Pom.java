package io.sluice.builder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;

/**
 * What a project's {@code pom.xml} says about its build.
 *
 * @param raw as it is written
 * @param effective with all that it inherits and refers to
 */
record Pom(Model raw, Model effective) {

    private static final String QUARKUS = "quarkus-maven-plugin";

    /** What these do for a package is done here too, or nothing. */
    private static final Set<String> KNOWN = Set.of(
            QUARKUS,
            "maven-clean-plugin",
            "maven-resources-plugin",
            "maven-compiler-plugin",
            "maven-surefire-plugin",
            "maven-failsafe-plugin",
            "maven-jar-plugin",
            "maven-install-plugin",
            "maven-deploy-plugin",
            "maven-site-plugin");

    private static final Set<String> GOALS = Set.of("build", "generate-code", "generate-code-tests");

    /** What Maven would do and this program doesn't: the first such thing, in words. */
    Optional<String> unusual(Path folder) {
        return Stream.of(
                        found("it has a parent", raw.getParent() != null),
                        found("it has modules", !raw.getModules().isEmpty()),
                        found("it has profiles", !raw.getProfiles().isEmpty()),
                        Optional.ofNullable(raw.getBuild()).flatMap(Pom::unusualBuild),
                        unusualSources(folder.resolve("src/main")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> found(String what, boolean found) {
        return found ? Optional.of(what) : Optional.empty();
    }

    private static Optional<String> unusualBuild(Build build) {
        return Stream.of(
                        found(
                                "it names folders of its own",
                                build.getSourceDirectory() != null
                                        || build.getOutputDirectory() != null
                                        || build.getDirectory() != null
                                        || !build.getResources().isEmpty()),
                        found("it has build extensions", !build.getExtensions().isEmpty()),
                        build.getPlugins().stream()
                                .filter(Predicate.not(Pom::isUsual))
                                .findFirst()
                                .map(plugin -> "it uses or configures " + plugin.getArtifactId()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isUsual(Plugin plugin) {
        boolean runsAsUsual = plugin.getArtifactId().equals(QUARKUS)
                ? plugin.getExecutions().stream().allMatch(each -> GOALS.containsAll(each.getGoals()))
                : plugin.getExecutions().isEmpty();
        return KNOWN.contains(plugin.getArtifactId()) && runsAsUsual && plugin.getConfiguration() == null;
    }

    /** Kotlin, schemas to generate code from, and the like. */
    private static Optional<String> unusualSources(Path main) {
        String[] names = main.toFile().list();
        return names == null
                ? Optional.of("it has no src/main")
                : Stream.of(names)
                        .filter(name -> !name.equals("java") && !name.equals("resources"))
                        .filter(name -> Files.isDirectory(main.resolve(name)))
                        .findFirst()
                        .map(name -> "it has src/main/" + name);
    }

    /** The options of the compiler that Maven would take from the project's properties. */
    List<String> compilerOptions() {
        Properties properties = effective.getProperties();
        List<String> options = new ArrayList<>(List.of("-g", "-nowarn", "-encoding"));
        options.add(properties.getProperty("project.build.sourceEncoding", "UTF-8"));
        String release = properties.getProperty("maven.compiler.release");
        if (release != null) {
            options.addAll(List.of("--release", release));
        }
        if (Boolean.parseBoolean(properties.getProperty("maven.compiler.parameters"))) {
            options.add("-parameters");
        }
        return options;
    }

    /** What Quarkus' plugin for Maven would hand to the build. */
    Properties buildProperties() {
        Properties handed = new Properties();
        Properties all = effective.getProperties();
        all.stringPropertyNames().stream()
                .filter(name -> name.startsWith("quarkus."))
                .forEach(name -> handed.setProperty(name, all.getProperty(name)));
        handed.putIfAbsent("quarkus.application.name", effective.getArtifactId());
        handed.putIfAbsent("quarkus.application.version", effective.getVersion());
        String time = all.getProperty("project.build.outputTimestamp");
        if (time != null) {
            handed.putIfAbsent("quarkus.package.output-timestamp", time);
        }
        return handed;
    }

    /** What the program's jar is called, without its extension. */
    String finalName() {
        Build build = effective.getBuild();
        String name = build == null ? null : build.getFinalName();
        return name == null ? effective.getArtifactId() + "-" + effective.getVersion() : name;
    }
}
