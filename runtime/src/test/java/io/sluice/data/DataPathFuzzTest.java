package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.FunctionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths that try to get out, in every encoding: none touches anything outside, and whatever is taken is found by its name. */
final class DataPathFuzzTest {

    private static final int ROUNDS = 1_000;
    private static final Viewpoint INSIDE = new Viewpoint("acme", "s1", new FunctionName("demo", "shout"));

    private static final List<String> PIECES = List.of(
            "..",
            ".",
            "/",
            "//",
            "%2F",
            "%2f",
            "%5C",
            "\\",
            "%2e%2e",
            "%2E.",
            "%252e%252e",
            "%252F",
            "%c0%af",
            "%c0%ae",
            "%e0%80%af",
            "%00",
            "%0a",
            "+",
            "%20",
            "a",
            "box",
            "acme",
            ".my",
            ".session",
            ".algo",
            "temp",
            "perm",
            "demo",
            "shout",
            "~",
            "%",
            "%zz",
            "%C3%A9",
            "\u00c3\u00a9",
            "data://",
            "data%3A%2F%2F",
            "file:///",
            "etc",
            "passwd",
            "%25",
            "=",
            ";",
            ":",
            "%F0%9F%98%80",
            "acl",
            "files",
            "*",
            "$(x)",
            "-");

    @TempDir
    Path around;

    @Test
    void nothingOutsideIsTouched_andWhatIsTakenIsFoundByItsName() throws IOException {
        Path folder = around.resolve("home/data");
        Files.createDirectories(folder);
        Files.writeString(around.resolve("home/admin.key"), "secret");
        DataStore store = FileDataStore.open(folder, () -> 0);
        Random random = new Random(20);
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            taken += tryOut(store, path(random)) ? 1 : 0;
        }

        assertThat(taken).isGreaterThan(ROUNDS / 50);
        assertThat(outside(folder)).containsExactlyInAnyOrder("", "home", "home/admin.key", "home/data");
        assertThat(Files.readString(around.resolve("home/admin.key"))).isEqualTo("secret");
    }

    private Set<String> outside(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(around)) {
            return all.filter(path -> !path.startsWith(folder) || path.equals(folder))
                    .map(path -> around.relativize(path).toString())
                    .collect(Collectors.toSet());
        }
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        if (random.nextBoolean()) {
            path.append(random.nextBoolean() ? ".my/box/" : ".my%2Fbox%2F");
        }
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            path.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return path.toString();
    }

    private static boolean tryOut(DataStore store, String encoded) throws IOException {
        DataPath path;
        try {
            path = DataPaths.parse(encoded, INSIDE);
        } catch (DataFailure.Invalid | DataFailure.NotFound refused) {
            return false;
        }
        if (!(path instanceof DataPath.File file)) {
            return false;
        }
        if (file.collection() instanceof DataPath.Hosted hosted) {
            store.create(hosted, ReadAcl.DEFAULT);
        }
        DataStoreContractTest.put(store, file, encoded);
        assertThat(DataStoreContractTest.read(store, file)).as(encoded).isEqualTo(encoded);
        assertThat(DataStoreContractTest.names(store.files(file.collection(), null, 10_000)))
                .as(encoded)
                .contains(file.name());
        return true;
    }
}
