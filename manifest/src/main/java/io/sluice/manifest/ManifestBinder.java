package io.sluice.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the typed settings of a document, and adds to the problems what a schema cannot say: ranges of quantities,
 * folders that climb out, names that clash. Fields that have a problem already are passed over.
 */
final class ManifestBinder {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final long MIN_MEMORY = 64 * ByteSize.MIB;
    private static final long MAX_MEMORY = 1024 * ByteSize.GIB;

    private final YamlDocument document;
    private final List<ManifestProblem> problems;

    ManifestBinder(YamlDocument document, List<ManifestProblem> problems) {
        this.document = document;
        this.problems = problems;
    }

    /** The settings, or null where a field without a default is missing or wrong. */
    @Nullable
    Manifest bind() {
        long memory = memory();
        Duration timeout = duration("timeout", Duration.ofMillis(1), Duration.ofSeconds(3000), "300s");
        Duration startTimeout = duration("startTimeout", Duration.ofMillis(1), Duration.ofMinutes(10), "30s");
        Duration idle = duration("idle", Duration.ZERO, Duration.ofHours(24), "10m");
        Duration maxWait = maxWait();
        CacheSettings cache = cache();
        String folder = folder();
        List<String> secrets = secrets();
        List<String> samples = samples();
        List<String> javaOptions = javaOptions(memory);
        Map<String, String> entryPoints = entryPoints();
        String name = text("name");
        String runtime = text("runtime");
        ExecSettings exec = exec(runtime);
        if (name == null || folder == null || runtime == null || !problems.isEmpty()) {
            return null;
        }
        FunctionName function = FunctionName.parse(name);
        RuntimeKind kind = RuntimeKind.of(runtime);
        String version = text("version");
        String summary = text("summary");
        return new Manifest(
                function,
                version == null ? null : SemanticVersion.parse(version),
                summary == null ? "" : summary,
                kind,
                folder,
                text("build"),
                entryPoints.isEmpty() ? Map.of(function.name(), kind.defaultEntryPoint(function)) : entryPoints,
                memory,
                number("concurrency", 16),
                timeout,
                startTimeout,
                idle,
                number("instances.max", 8),
                number("queue", 1000),
                maxWait,
                texts(node("environment")),
                secrets,
                "public".equals(text("permissions.callability")) ? Callability.PUBLIC : Callability.PRIVATE,
                node("permissions.callsOthers").asBoolean(true),
                "isolated".equals(text("permissions.network")) ? Network.ISOLATED : Network.FULL,
                "open".equals(text("permissions.source")) ? SourceVisibility.OPEN : SourceVisibility.CLOSED,
                cache,
                list("events"),
                samples,
                exec,
                javaOptions);
    }

    private long memory() {
        String text = text("memory");
        long bytes = text == null ? 256 * ByteSize.MIB : ByteSize.parse(text);
        if (bytes < MIN_MEMORY) {
            problem("memory", "must be at least 64MiB", text);
        } else if (bytes > MAX_MEMORY) {
            problem("memory", "must be at most 1TiB", text);
        }
        return bytes;
    }

    private Duration duration(String field, Duration min, Duration max, String byDefault) {
        String text = text(field);
        Duration duration = TimeSpan.parse(text == null ? byDefault : text);
        if (duration.compareTo(min) < 0) {
            problem(field, "must be more than 0", text);
        } else if (duration.compareTo(max) > 0) {
            problem(field, "must be at most " + TimeSpan.format(max), text);
        }
        return duration;
    }

    private @Nullable Duration maxWait() {
        return text("maxWait") == null ? null : duration("maxWait", Duration.ZERO, Duration.ofSeconds(3000), "0s");
    }

    private CacheSettings cache() {
        return text("cache.ttl") == null
                ? CacheSettings.NONE
                : new CacheSettings(
                        duration("cache.ttl", Duration.ofMillis(1), Duration.ofHours(24), "0s"),
                        node("cache.shared").asBoolean(false));
    }

    private @Nullable ExecSettings exec(@Nullable String runtime) {
        boolean there = document.root().has("exec");
        if (!RuntimeKind.EXEC.word().equals(runtime)) {
            if (there && runtime != null) {
                problem("exec", "is for runtime exec only", runtime);
            }
            return null;
        }
        if (!node("entryPoints").isMissingNode()) {
            problem("entryPoints", "are not for runtime exec: its calls all go to exec.path", null);
        }
        if (!there) {
            problem(
                    "exec",
                    "is required for runtime exec, such as 'exec: {command: [./serve], health: /health}'",
                    null);
        }
        String health = text("exec.health");
        String path = text("exec.path");
        return health == null ? null : new ExecSettings(list("exec.command"), health, path == null ? "/" : path);
    }

    private @Nullable String folder() {
        String text = text("package");
        if (text == null) {
            return null;
        }
        if (!staysInside(text)) {
            problem("package", "must be a folder inside the project, relative to " + Manifest.FILE_NAME, text);
        }
        if (RuntimeKind.PIPELINE.word().equals(text("runtime")) && !text.matches(".*\\.ya?ml")) {
            problem("package", "must be the pipeline's file for runtime pipeline, such as pipeline.yaml", text);
        }
        return text;
    }

    private static boolean staysInside(String folder) {
        try {
            Path path = Path.of(folder);
            Path normal = path.normalize();
            return !path.isAbsolute() && !folder.contains("\\") && !normal.startsWith("..");
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private List<String> secrets() {
        List<String> secrets = list("secrets");
        JsonNode environment = node("environment");
        for (int i = 0; i < secrets.size(); i++) {
            if (environment.has(secrets.get(i))) {
                problem("secrets[" + i + "]", "must not stand in environment too", secrets.get(i));
            }
        }
        return secrets;
    }

    private List<String> samples() {
        List<String> samples = list("samples");
        for (int i = 0; i < samples.size(); i++) {
            try {
                JSON.readTree(samples.get(i));
            } catch (JsonProcessingException e) {
                problem("samples[" + i + "]", "must be a JSON text in quotes, such as '\"quiet\"'", samples.get(i));
            }
        }
        return samples;
    }

    private List<String> javaOptions(long memory) {
        List<String> options = list("java.options");
        for (int i = 0; i < options.size(); i++) {
            String rule = JavaOptions.brokenRule(options.get(i), memory);
            if (rule != null) {
                problem("java.options[" + i + "]", rule, options.get(i));
            }
        }
        if (!options.isEmpty() && !"java".equals(text("runtime"))) {
            problem("java", "is for runtime java only", null);
        }
        return options;
    }

    private Map<String, String> entryPoints() {
        Map<String, String> entryPoints = texts(node("entryPoints"));
        Set<String> seen = new HashSet<>();
        for (String function : entryPoints.keySet()) {
            if (!seen.add(function.toLowerCase(Locale.ROOT))) {
                problem(
                        "entryPoints." + function,
                        "must differ from the others in more than upper and lower case",
                        function);
            }
        }
        return entryPoints;
    }

    private void problem(String field, String rule, @Nullable String value) {
        problems.add(document.problem(field, rule, value));
    }

    private int number(String field, int byDefault) {
        return node(field).asInt(byDefault);
    }

    private @Nullable String text(String field) {
        JsonNode node = node(field);
        return node.isTextual() ? node.asText() : null;
    }

    private List<String> list(String field) {
        List<String> items = new ArrayList<>();
        node(field).forEach(item -> items.add(item.asText()));
        return items;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** The field's value; missing where the file has none, or one that the schema did not allow. */
    private JsonNode node(String field) {
        boolean wrong = problems.stream().anyMatch(problem -> concerns(problem.field(), field));
        return wrong ? document.root().path("\0") : document.root().at("/" + field.replace('.', '/'));
    }

    private static boolean concerns(String problem, String field) {
        return problem.equals(field) || problem.startsWith(field + ".") || problem.startsWith(field + "[");
    }
}
