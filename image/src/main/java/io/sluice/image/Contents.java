package io.sluice.image;

import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the image has on top of its base. What changes least often is lowest, so that most of an image is there already when
 * the next one is sent.
 *
 * @param java the Java that goes in
 * @param application the runtime, its files as old as they will be in the image
 * @param aotCache of the runtime, recorded by that Java
 */
record Contents(Request request, Jdk jdk, BaseFiles base, Path java, Path application, Path aotCache) {

    static final String USER = "10001:10001";
    static final String HOME = "/var/lib/sluice";
    static final String APPLICATION = "/opt/sluice/runtime/target/quarkus-app";

    private static final String JAVA = "/opt/java";
    private static final String COMMAND_LINE = "/opt/sluice/cli/target";
    private static final String LAUNCHER = "/opt/sluice/bin/sluice";
    private static final String AOT_CACHE = "/opt/sluice/runtime.aot";
    private static final String TEMPORARY = "/tmp";
    private static final int PORT = 8080;

    /** Not for those who run programs. */
    private static final Set<String> LEFT_OUT = Set.of("man", "include", "jmods", "demo", "sample");

    private static final FilePermissions FOLDER = FilePermissions.fromOctalString("755");
    private static final FilePermissions FILE = FilePermissions.fromOctalString("644");
    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
    private static final FilePermissions OWN = FilePermissions.fromOctalString("700");

    /** Puts it on a base. */
    JibContainerBuilder on(JibContainerBuilder image) throws IOException {
        return image.addFileEntriesLayer(javaLayer())
                .addFileEntriesLayer(layer("libraries", application.resolve("lib"), APPLICATION + "/lib"))
                .addFileEntriesLayer(commandLine())
                .addFileEntriesLayer(program())
                .addFileEntriesLayer(folders())
                .setEntrypoint(entryPoint())
                .setEnvironment(environment())
                .setExposedPorts(Port.tcp(PORT))
                .setVolumes(AbsoluteUnixPath.get(HOME), AbsoluteUnixPath.get(TEMPORARY))
                .setUser(USER)
                .setWorkingDirectory(AbsoluteUnixPath.get(HOME))
                .setLabels(labels())
                .setCreationTime(Instant.EPOCH)
                .addPlatform(jdk.architecture(), "linux");
    }

    /** The runtime is the first process: signals are its own. */
    private List<String> entryPoint() {
        List<String> words = new ArrayList<>();
        words.add(JAVA + "/bin/java");
        words.addAll(request.flags());
        words.add("-XX:AOTCache=" + AOT_CACHE);
        words.add("-Duser.name=sluice");
        words.add("-Duser.home=" + HOME);
        words.add("-jar");
        words.add(APPLICATION + "/quarkus-run.jar");
        return words;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("HOME", HOME);
        environment.put("USER", "sluice");
        environment.put("JAVA_HOME", JAVA);
        environment.put("JDK_JAVA_OPTIONS", String.join(" ", request.sizes()));
        environment.put(
                "PATH",
                "/opt/sluice/bin:" + JAVA + "/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("SLUICE_HOME", HOME);
        environment.put("SLUICE_HOST", "0.0.0.0");
        environment.put("SLUICE_PORT", Integer.toString(PORT));
        return environment;
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        labels.put("org.opencontainers.image.title", "Sluice");
        labels.put("org.opencontainers.image.licenses", "Apache-2.0");
        labels.put("org.opencontainers.image.base.name", request.base());
        labels.put("io.sluice.variant", request.variant().word());
        labels.put("io.sluice.java", jdk.version());
        for (String program : request.variant().programs()) {
            base.program(program).ifPresent(path -> labels.put("io.sluice." + program, path));
        }
        return labels;
    }

    private FileEntriesLayer javaLayer() throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("java");
        try (Stream<Path> top = Files.list(java)) {
            for (Path part : top.sorted().toList()) {
                if (!LEFT_OUT.contains(part.getFileName().toString())) {
                    addAll(layer, part, JAVA + "/" + part.getFileName());
                }
            }
        }
        return layer.build();
    }

    private FileEntriesLayer commandLine() throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("command line");
        addAll(layer, request.commandLine().resolve("lib"), COMMAND_LINE + "/lib");
        add(layer, request.commandLine().resolve("sluice-cli.jar"), COMMAND_LINE + "/sluice-cli.jar");
        return layer.build();
    }

    private FileEntriesLayer program() throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("runtime");
        addAll(layer, application.resolve("app"), APPLICATION + "/app");
        addAll(layer, application.resolve("quarkus"), APPLICATION + "/quarkus");
        add(layer, application.resolve("quarkus-run.jar"), APPLICATION + "/quarkus-run.jar");
        add(layer, aotCache, AOT_CACHE);
        return layer.build();
    }

    /** What the runtime writes to, where nothing is mounted there. */
    private FileEntriesLayer folders() throws IOException {
        Path empty = Files.createDirectories(request.cache().resolve("empty"));
        return FileEntriesLayer.builder()
                .setName("folders")
                .addEntry(request.launcher(), AbsoluteUnixPath.get(LAUNCHER), PROGRAM, Staging.TIME)
                .addEntry(empty, AbsoluteUnixPath.get(HOME), OWN, Staging.TIME, USER)
                .build();
    }

    private static FileEntriesLayer layer(String name, Path from, String to) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        addAll(layer, from, to);
        return layer.build();
    }

    private static void addAll(FileEntriesLayer.Builder layer, Path from, String to) throws IOException {
        if (!Files.exists(from)) {
            throw ImageFailure.wrong("there is no " + from + ": run './sluice' in Sluice's folder, which builds it");
        }
        layer.addEntryRecursive(
                from, AbsoluteUnixPath.get(to), (file, path) -> permissions(file), (file, path) -> Staging.TIME);
    }

    private static void add(FileEntriesLayer.Builder layer, Path from, String to) {
        layer.addEntry(from, AbsoluteUnixPath.get(to), FILE, Staging.TIME);
    }

    private static FilePermissions permissions(Path file) {
        return Files.isDirectory(file) ? FOLDER : Files.isExecutable(file) ? PROGRAM : FILE;
    }
}
