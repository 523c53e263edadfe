package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolFailure.StartFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A package's {@code app/quarkus-run.jar} with the flags that its instances get, and where its AOT cache is. A cache is of
 * use only to the JDK build, the flags and the very jar that it was recorded with: its name is made of them, so that one that
 * does not fit any more is not found.
 */
record JavaProgram(Path jar, List<String> flags, Path cache) {

    static final String CACHE_SUFFIX = ".aot";
    static final String UNCHECKED_SUFFIX = ".unchecked";
    private static final int NAME_BYTES = 12;

    /** The program of a specification, on a JDK whose {@code release} file says that. */
    static JavaProgram of(InstanceSpec spec, String jdkBuild) {
        Path jar = jar(spec);
        if (!Files.isRegularFile(jar)) {
            throw new StartFailed(
                    "function '" + spec.label() + "': its package has no app/quarkus-run.jar, and no native"
                            + " runner (app/*-runner); build it as a Quarkus aot-jar or fast-jar and deploy it again");
        }
        List<String> flags = JavaFlags.of(spec.memoryBytes(), spec.options());
        Path cache = spec.preparedFolder().resolve(name(jar, jdkBuild, flags) + CACHE_SUFFIX);
        return new JavaProgram(jar, flags, cache);
    }

    static Path jar(InstanceSpec spec) {
        return spec.packageFolder().resolve("app/quarkus-run.jar");
    }

    /** Where the cache is until it is known that the function answers the same with it. */
    Path unchecked() {
        return cache.resolveSibling(cache.getFileName() + UNCHECKED_SUFFIX);
    }

    /** The JVM looks at paths and times too, and would refuse a cache that was copied elsewhere with its home. */
    private static String name(Path jar, String jdkBuild, List<String> flags) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List.of(jar.toString(), Files.getLastModifiedTime(jar).toString(), jdkBuild, String.join("\n", flags))
                    .forEach(part -> digest.update((part + "\0").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        } catch (IOException e) {
            throw new StartFailed("the package's " + jar + " cannot be read: " + e.getMessage());
        }
    }
}
