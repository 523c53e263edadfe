package io.sluice.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.FunctionName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder in Algorithmia's layout: it has an {@value #FILE_NAME} where others have a {@value Manifest#FILE_NAME}, which is
 * derived from it here. Methods that take a folder block.
 *
 * @param name what its {@code username} and {@code algoname} say
 * @param languageWord its language as the file spells it, or in words of ours where the files told
 * @param maven whether the project is built by a {@code pom.xml} of its own
 */
public record AlgorithmiaProject(FunctionName name, AlgorithmiaLanguage language, String languageWord, boolean maven) {

    /** What the file is called, at the root of a project and of a package. */
    public static final String FILE_NAME = "algorithmia.conf";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
    private static final String BUILT = "target/algorithm";

    /** Whether a folder is in that layout, and has no manifest of its own. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE_NAME), LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(folder.resolve(Manifest.FILE_NAME));
    }

    /**
     * Reads the file, and looks whether the algorithm is where the layout has it.
     *
     * @throws InvalidManifestException when it says nothing that can be run here; the message says what to do
     */
    public static AlgorithmiaProject read(Path folder) throws IOException, InvalidManifestException {
        JsonNode conf = conf(folder);
        String algoname = text(folder, conf, "algoname");
        FunctionName name = name(folder, text(folder, conf, "username"), algoname);
        // One of the platform's own templates has its name misspelt.
        String word = Stream.of("language", "langauge")
                .map(field -> conf.path(field).asText(""))
                .filter(each -> !each.isBlank())
                .findFirst()
                .orElse("");
        AlgorithmiaLanguage language = word.isEmpty() ? byFiles(folder, algoname) : byWord(folder, word);
        requireSource(folder, language, algoname);
        return new AlgorithmiaProject(
                name,
                language,
                word.isEmpty() ? language.runtime().word() : word,
                Files.isRegularFile(folder.resolve("pom.xml")));
    }

    /** The text of the manifest that it stands for, under its own name. */
    public String manifest() {
        return manifest(name);
    }

    /** The same for a function that is registered by another name. */
    public String manifest(FunctionName registered) {
        StringBuilder yaml = new StringBuilder(
                "# Derived from " + FILE_NAME + ". A " + Manifest.FILE_NAME + " in its place may say more.\n");
        yaml.append("name: ").append(registered).append('\n');
        yaml.append("runtime: ").append(language.runtime().word()).append('\n');
        yaml.append("package: ")
                .append(language == AlgorithmiaLanguage.JAVA ? BUILT : ".")
                .append('\n');
        if (language == AlgorithmiaLanguage.JAVA) {
            yaml.append("build: >-\n  ")
                    .append(maven ? byMaven() : byCompiler())
                    .append('\n');
        }
        if (language != AlgorithmiaLanguage.JAVASCRIPT && !registered.name().equals(name.name())) {
            yaml.append("entryPoints: {")
                    .append(registered.name())
                    .append(": ")
                    .append(name.name())
                    .append("}\n");
        }
        // Algorithms were written for one call at a time, more memory than functions have, and calls of themselves.
        yaml.append("memory: 512MiB\nconcurrency: 1\ninstances: {max: 24}\n");
        return yaml.toString();
    }

    /** What to tell of the derivation, a line each. */
    public List<String> remarks() {
        String derived =
                name + ": the settings are derived from " + FILE_NAME + ", since there is no " + Manifest.FILE_NAME
                        + " (runtime " + language.runtime().word() + ", one call at a time in an instance)";
        return languageWord.toLowerCase(Locale.ROOT).startsWith("python2")
                ? List.of(derived, name + ": " + languageWord + " is run by Python 3, there is no Python 2 here")
                : List.of(derived);
    }

    private static String byMaven() {
        return "rm -rf " + BUILT + " && mvn -B -ntp package -Dmaven.test.skip=true " + PLUGIN
                + " -DincludeScope=runtime -DoutputDirectory=" + BUILT + "/lib && cp target/*.jar " + FILE_NAME + " "
                + BUILT + "/";
    }

    private static String byCompiler() {
        return "rm -rf " + BUILT + " && mkdir -p " + BUILT + "/lib && cp " + FILE_NAME + " " + BUILT
                + "/ && (cp lib/*.jar " + BUILT + "/lib/ 2>/dev/null || true)"
                + " && find src -name '*.java' ! -name '*Test.java' > " + BUILT + ".sources"
                + " && \"${JAVA_HOME:+$JAVA_HOME/bin/}javac\" -encoding UTF-8 -nowarn -cp '" + BUILT + "/lib/*' -d "
                + BUILT + "/classes @" + BUILT + ".sources";
    }

    private static JsonNode conf(Path folder) throws IOException, InvalidManifestException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(folder.resolve(FILE_NAME), LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(ManifestReader.MAX_SIZE + 1);
        }
        if (bytes.length > ManifestReader.MAX_SIZE) {
            throw wrong(folder, 1, "", "must have at most " + ManifestReader.MAX_SIZE / 1024 + " KiB", null);
        }
        try {
            JsonNode conf = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
            if (conf.isObject()) {
                return conf;
            }
            throw wrong(folder, 1, "", "must be a JSON object with username, algoname and language", null);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw wrong(folder, line, "", "must be JSON: " + e.getOriginalMessage(), null);
        }
    }

    private static String text(Path folder, JsonNode conf, String field) throws InvalidManifestException {
        JsonNode value = conf.path(field);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw wrong(folder, 1, field, "is required, and must be a text", value.isMissingNode() ? null : "" + value);
        }
        return value.asText().strip();
    }

    private static FunctionName name(Path folder, String username, String algoname) throws InvalidManifestException {
        try {
            return new FunctionName(username, algoname);
        } catch (IllegalArgumentException e) {
            throw wrong(folder, 1, "username, algoname", String.valueOf(e.getMessage()), null);
        }
    }

    private static AlgorithmiaLanguage byWord(Path folder, String word) throws InvalidManifestException {
        Optional<AlgorithmiaLanguage> language = AlgorithmiaLanguage.of(word);
        if (language.isEmpty()) {
            throw wrong(
                    folder,
                    1,
                    "language",
                    "must be " + AlgorithmiaLanguage.SUPPORTED
                            + "; in other languages, serve HTTP and write a " + Manifest.FILE_NAME
                            + " with 'runtime: exec'",
                    word);
        }
        return language.get();
    }

    private static AlgorithmiaLanguage byFiles(Path folder, String algoname) throws InvalidManifestException {
        for (AlgorithmiaLanguage each : List.of(AlgorithmiaLanguage.PYTHON, AlgorithmiaLanguage.JAVASCRIPT)) {
            if (hasSource(folder, each, algoname)) {
                return each;
            }
        }
        if (Files.isRegularFile(folder.resolve("pom.xml")) || Files.isDirectory(folder.resolve("src/main/java"))) {
            return AlgorithmiaLanguage.JAVA;
        }
        throw wrong(folder, 1, "language", "is required: " + AlgorithmiaLanguage.SUPPORTED, null);
    }

    private static boolean hasSource(Path folder, AlgorithmiaLanguage language, String algoname) {
        return Files.isRegularFile(folder.resolve(source(language, algoname)))
                || language == AlgorithmiaLanguage.PYTHON
                        && Files.isRegularFile(folder.resolve("src/" + algoname + "/__init__.py"));
    }

    private static String source(AlgorithmiaLanguage language, String algoname) {
        return "src/" + algoname + (language == AlgorithmiaLanguage.PYTHON ? ".py" : ".js");
    }

    /** Java's is looked for in what the build has made. */
    private static void requireSource(Path folder, AlgorithmiaLanguage language, String algoname)
            throws IOException, InvalidManifestException {
        if (language == AlgorithmiaLanguage.JAVA || hasSource(folder, language, algoname)) {
            return;
        }
        String file = source(language, algoname);
        String other = similar(folder, file);
        throw wrong(
                folder,
                1,
                "algoname",
                "must name the file of the algorithm: there is no " + file
                        + (other == null ? "" : ", but a " + other + "; names are told apart by case"),
                algoname);
    }

    private static @Nullable String similar(Path folder, String file) throws IOException {
        if (!Files.isDirectory(folder.resolve("src"))) {
            return null;
        }
        try (Stream<Path> files = Files.list(folder.resolve("src"))) {
            return files.map(each -> "src/" + each.getFileName())
                    .filter(each -> each.equalsIgnoreCase(file))
                    .findFirst()
                    .orElse(null);
        }
    }

    private static InvalidManifestException wrong(
            Path folder, int line, String field, String rule, @Nullable String value) {
        return new InvalidManifestException(
                new ManifestProblem(folder.resolve(FILE_NAME).toString(), line, field, rule, value));
    }
}
