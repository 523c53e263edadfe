package io.sluice.image;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Files that stand for a built Sluice, a JDK and an AOT cache of both: an image takes them as they are. */
record TestInstallation(Path folder) {

    static TestInstallation in(Path folder) throws IOException {
        TestInstallation installation = new TestInstallation(folder);
        Path application = folder.resolve("root/runtime/target/quarkus-app");
        file(application.resolve("quarkus-run.jar"), "run");
        file(application.resolve("app/sluice.jar"), "app");
        file(application.resolve("quarkus/quarkus-application.dat"), "dat");
        file(application.resolve("lib/main/library.jar"), "library");
        file(folder.resolve("root/cli/target/sluice-cli.jar"), "cli");
        file(folder.resolve("root/cli/target/lib/picocli.jar"), "picocli");
        file(folder.resolve("root/src/native/sluice-in-image"), "#!/bin/sh");
        file(folder.resolve("runtime.aot"), "cache");
        installation.jdk("25.0.3");
        return installation;
    }

    /** Makes the JDK one of that version. */
    void jdk(String version) throws IOException {
        Path java = file(folder.resolve("jdk/bin/java"), "java");
        java.toFile().setExecutable(true);
        file(folder.resolve("jdk/lib/modules"), "modules");
        file(folder.resolve("jdk/man/java.1"), "for readers");
        file(folder.resolve("jdk/release"), """
                JAVA_VERSION="%s"
                JAVA_RUNTIME_VERSION="%s+9"
                LIBC="gnu"
                OS_ARCH="x86_64"
                MODULES="java.base"
                """.formatted(version, version));
    }

    private static Path file(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A request for a full image, with some of its properties as they are given. */
    Request request(Map<String, String> given) throws IOException {
        Map<String, String> all = new TreeMap<>();
        all.put("variant", "full");
        all.put("jdk", folder.resolve("jdk").toString());
        all.put("root", folder.resolve("root").toString());
        all.put("flags", "-XX:+UseSerialGC -XX:-UsePerfData");
        all.put("sizes", "-Xms32m -Xmx192m");
        all.put("cache", folder.resolve("cache").toString());
        all.put("aot-cache", folder.resolve("runtime.aot").toString());
        all.putAll(given);
        Properties properties = new Properties();
        properties.putAll(all);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        return Request.read(new StringReader(text.toString()));
    }
}
