package io.sluice.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.console.Json;
import io.sluice.contract.api.FunctionSummary;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes down what Jackson reads and makes by reflection: every record and enum of the API and of this program. The build of
 * an executable runs it; a JVM needs none of it.
 */
public final class NativeMetadata {

    private static final String CLASS = ".class";

    private NativeMetadata() {}

    /** Writes {@code reachability-metadata.json} into the folder that is the one argument. */
    public static void main(String[] arguments) throws IOException, URISyntaxException, ClassNotFoundException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Files.writeString(folder.resolve("reachability-metadata.json"), Json.text(metadata(), true));
    }

    private static ObjectNode metadata() throws IOException, URISyntaxException, ClassNotFoundException {
        ObjectNode metadata = Json.MAPPER.createObjectNode();
        ArrayNode reflection = metadata.putArray("reflection");
        for (String type : types()) {
            reflection
                    .addObject()
                    .put("type", type)
                    .put("allDeclaredConstructors", true)
                    .put("allDeclaredMethods", true)
                    .put("allDeclaredFields", true);
        }
        return metadata;
    }

    /** The names of all records and enums that may be in JSON. */
    static SortedSet<String> types() throws IOException, URISyntaxException, ClassNotFoundException {
        SortedSet<String> types = new TreeSet<>();
        for (String name : classesBeside(FunctionSummary.class)) {
            add(name, types);
        }
        for (String name : classesBeside(NativeMetadata.class)) {
            add(name, types);
        }
        return types;
    }

    private static void add(String name, SortedSet<String> types) throws ClassNotFoundException {
        Class<?> type = Class.forName(name, false, NativeMetadata.class.getClassLoader());
        if (type.isRecord() || type.isEnum()) {
            types.add(name);
        }
    }

    /** The classes of its package and those below, in the same jar or folder. */
    private static List<String> classesBeside(Class<?> known) throws IOException, URISyntaxException {
        Path place = Path.of(
                known.getProtectionDomain().getCodeSource().getLocation().toURI());
        String within = known.getPackageName().replace('.', '/');
        if (Files.isDirectory(place)) {
            return classes(place, within);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return classes(jar.getPath("/"), within);
        }
    }

    private static List<String> classes(Path root, String within) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(within))) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(CLASS))
                    .map(file ->
                            file.substring(0, file.length() - CLASS.length()).replace('/', '.'))
                    .toList();
        }
    }
}
