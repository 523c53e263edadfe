package io.sluice.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees as no honest git makes them: nothing of them gets out of the folder. */
final class TreeCheckOutFuzzTest {

    private static final CheckOutLimits LIMITS = new CheckOutLimits(50, 2_000, 1_000);
    private static final List<String> NAMES = List.of(
            "..",
            ".",
            "",
            ".git",
            ".GIT",
            "git~1",
            "a",
            "b.txt",
            "../x",
            "../../x",
            "/etc",
            "a/b",
            "a/../..",
            "\u0000",
            "a\u0000b",
            "..\\x",
            "C:",
            "~",
            "...",
            " ",
            "\n",
            "nul",
            "\ufeff",
            "\u202e");
    private static final List<FileMode> MODES =
            List.of(FileMode.REGULAR_FILE, FileMode.EXECUTABLE_FILE, FileMode.TREE, FileMode.SYMLINK, FileMode.GITLINK);

    private final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("fuzz"));

    @TempDir
    private Path temp;

    @AfterEach
    void close() {
        repository.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".git", "../x", "/etc", "a/b", "a/../../x", "."})
    void nameThatLeadsElsewhere_isRefused(String name) throws IOException {
        ObjectId tree = tree(Map.of(name, FileMode.REGULAR_FILE), blob("x"));

        assertThatThrownBy(() -> write(tree, LIMITS))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("stays inside");
    }

    @Test
    void linksAndOtherRepositories_areRefusedByName() throws IOException {
        ObjectId link = tree(Map.of("leak", FileMode.SYMLINK), blob("/etc/passwd"));
        ObjectId module = tree(Map.of("module", FileMode.GITLINK), blob("x"));

        assertThatThrownBy(() -> write(link, LIMITS)).hasMessageContaining("'leak' is a link");
        assertThatThrownBy(() -> write(module, LIMITS)).hasMessageContaining("'module' is another repository");
    }

    @Test
    void moreThanTheLimitsAllow_isRefused() throws Exception {
        ObjectId tree = tree(Map.of("a", FileMode.REGULAR_FILE, "b", FileMode.REGULAR_FILE), blob("1234"));

        assertThatThrownBy(() -> write(tree, new CheckOutLimits(1, 1_000, 1_000)))
                .hasMessageContaining("at most 1 files");
        assertThatThrownBy(() -> write(tree, new CheckOutLimits(2, 7, 1_000))).hasMessageContaining("7 bytes");
        assertThat(write(tree, new CheckOutLimits(2, 8, 1_000)).resolve("b")).hasContent("1234");
    }

    @Test
    void program_canBeRun() throws Exception {
        ObjectId tree = tree(Map.of("run", FileMode.EXECUTABLE_FILE), blob("#!/bin/sh\n"));

        assertThat(write(tree, LIMITS).resolve("run")).isExecutable();
    }

    @Test
    void treesByChance_writeNothingOutsideOfTheirFolder() throws IOException {
        Random random = new Random(11);
        int written = 0;
        for (int i = 0; i < 400; i++) {
            ObjectId tree = random(random, 3);
            try {
                write(tree, LIMITS);
                written++;
            } catch (BuildFailed | IOException e) {
                assertThat(e).hasMessageNotContaining(temp.toString());
            }
            try (Stream<Path> outside = Files.list(temp)) {
                assertThat(outside.map(path -> path.getFileName().toString()))
                        .allMatch(name -> name.startsWith("tree"));
            }
            try (Stream<Path> all = Files.walk(temp)) {
                assertThat(all).noneMatch(Files::isSymbolicLink);
            }
        }
        assertThat(written).isPositive();
    }

    private ObjectId random(Random random, int depth) throws IOException {
        Map<String, FileMode> entries = new TreeMap<>();
        int size = random.nextInt(3);
        for (int i = 0; i < size; i++) {
            String name = random.nextInt(3) > 0 ? "n" + random.nextInt(9) : NAMES.get(random.nextInt(NAMES.size()));
            entries.put(name, MODES.get(random.nextInt(random.nextInt(3) == 0 ? MODES.size() : 3)));
        }
        TreeFormatter formatter = new TreeFormatter();
        for (Map.Entry<String, FileMode> entry : entries.entrySet()) {
            boolean folder = entry.getValue() == FileMode.TREE;
            ObjectId id =
                    folder && depth > 0 ? random(random, depth - 1) : folder ? tree(Map.of(), blob("")) : blob("x");
            append(formatter, entry.getKey(), entry.getValue(), id);
        }
        return insert(formatter);
    }

    private ObjectId tree(Map<String, FileMode> entries, ObjectId content) throws IOException {
        TreeFormatter formatter = new TreeFormatter();
        new TreeMap<>(entries).forEach((name, mode) -> append(formatter, name, mode, content));
        return insert(formatter);
    }

    /** A name of no bytes is more than the formatter lets through. */
    private static void append(TreeFormatter formatter, String name, FileMode mode, ObjectId id) {
        if (!name.isEmpty()) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            formatter.append(bytes, 0, bytes.length, mode, id, true);
        }
    }

    private ObjectId insert(TreeFormatter formatter) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(formatter);
            inserter.flush();
            return id;
        }
    }

    private ObjectId blob(String content) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
            inserter.flush();
            return id;
        }
    }

    private Path write(ObjectId tree, CheckOutLimits limits) throws IOException, BuildFailed {
        Path folder = Files.createTempDirectory(temp, "tree");
        try (ObjectInserter inserter = repository.newObjectInserter();
                RevWalk walk = new RevWalk(repository)) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree);
            PersonIdent somebody =
                    new PersonIdent("a", "a@localhost", java.time.Instant.EPOCH, java.time.ZoneOffset.UTC);
            commit.setAuthor(somebody);
            commit.setCommitter(somebody);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            TreeCheckOut.write(walk.getObjectReader(), walk.parseCommit(id).getTree(), folder, limits);
        }
        return folder;
    }
}
