package io.sluice.runners.java;

import com.algorithmia.development.AbstractAlgorithm;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Finds the algorithm of a package, whose classes are on this process' class path. */
final class Author {

    private static final String CONF = "algorithmia.conf";

    private Author() {}

    /**
     * The algorithm: the class that {@code algorithmia.conf} names, or what a {@code main} has served.
     *
     * @throws Throwable what the author's constructor, initialiser or main throws, or {@link NotServed}
     */
    static Algorithm find(Path app) throws Throwable {
        JsonObject conf = conf(app);
        String name = text(conf, "algoname");
        List<String> classic = List.of(
                "algorithmia." + name + "." + name, "algorithmia." + text(conf, "username") + "." + name + "." + name);
        Set<String> names = new LinkedHashSet<>(classic);
        names.addAll(mainClasses(app));
        names.add("com.algorithmia.algorithm.Algorithm");
        for (String each : names) {
            Class<?> type = load(each);
            Algorithm found = type == null ? null : algorithm(type, classic.contains(each));
            if (found != null) {
                return found;
            }
        }
        throw new NotServed("there is no class " + classic.getFirst()
                + " with a public apply in the package, and no main that has an ADK serve one; both the package and the class"
                + " are named as algorithmia.conf's algoname is");
    }

    private static @Nullable Algorithm algorithm(Class<?> type, boolean classic) throws Throwable {
        if (classic && !AbstractAlgorithm.class.isAssignableFrom(type) && ClassicAlgorithm.is(type)) {
            return ClassicAlgorithm.of(type);
        }
        runMain(type);
        AbstractAlgorithm<?, ?> registered = Registration.take();
        return registered == null ? null : new KitAlgorithm(registered);
    }

    private static void runMain(Class<?> type) throws Throwable {
        Method main;
        try {
            main = type.getDeclaredMethod("main", String[].class);
        } catch (NoSuchMethodException e) {
            return;
        }
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static @Nullable Class<?> load(String name) throws Throwable {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return null;
        } catch (ExceptionInInitializerError e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static List<String> mainClasses(Path app) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(app, "*.jar")) {
            for (Path jar : jars) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    Manifest manifest = file.getManifest();
                    String main = manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
                    if (main != null) {
                        found.add(main);
                    }
                }
            }
        }
        return found;
    }

    private static JsonObject conf(Path app) throws IOException, NotServed {
        try {
            return Values.parse(Files.readString(app.resolve(CONF))).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new NotServed(CONF + " is not a JSON object");
        }
    }

    private static String text(JsonObject conf, String field) throws NotServed {
        if (conf.has(field) && Values.isText(conf.get(field))) {
            return conf.get(field).getAsString();
        }
        throw new NotServed(CONF + " names no " + field);
    }
}
