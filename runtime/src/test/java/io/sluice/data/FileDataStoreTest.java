package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileDataStoreTest extends DataStoreContractTest {

    private static final Instant YESTERDAY = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();
    private DataStore store;

    @BeforeEach
    void open() {
        store = FileDataStore.open(folder, now::get);
    }

    @Override
    DataStore store() {
        return store;
    }

    @Test
    void restart_keepsWhatWasCommitted_andNothingElse() throws IOException {
        store.create(BOX, ReadAcl.EVERYBODY);
        put(store, BOX.file("a"), "1");
        put(store, SESSION.file("s"), "1");
        put(store, TEMP.file("t"), "1");
        store.upload(BOX.file("b")).write(ByteBuffer.wrap(new byte[10]));
        assertThat(folder.resolve("parts")).isNotEmptyDirectory();

        open();

        assertThat(folder.resolve("parts")).isEmptyDirectory();
        assertThat(read(store, BOX.file("a"))).isEqualTo("1");
        assertThat(store.acl(BOX)).contains(ReadAcl.EVERYBODY);
        assertThat(read(store, TEMP.file("t"))).isEqualTo("1");
        assertThat(read(store, SESSION.file("s"))).isNull();
    }

    @Test
    void upload_givenUp_leavesNothing() throws IOException {
        store.create(BOX, ReadAcl.DEFAULT);

        store.upload(BOX.file("a")).close();

        assertThat(folder.resolve("parts")).isEmptyDirectory();
    }

    @Test
    void whatOthersPutThere_isSkipped() throws IOException {
        store.create(BOX, ReadAcl.DEFAULT);
        put(store, BOX.file("a"), "1");
        Path files = folder.resolve("hosted/acme/box/files");
        Files.writeString(files.resolve("not ours"), "x");
        Files.writeString(files.resolve(".hidden"), "x");
        Files.writeString(files.resolve("%zz"), "x");
        Files.createDirectory(files.resolve("sub"));
        Files.createSymbolicLink(files.resolve("link"), Path.of("/etc/passwd"));
        Files.writeString(folder.resolve("hosted/acme/plain"), "x");
        Files.writeString(folder.resolve("hosted/lost+found"), "x");

        assertThat(names(store.files(BOX, null, 10))).containsExactly("a");
        assertThat(store.collections(ACME, null, 10).items()).containsExactly("box");
        assertThat(store.owners(null, 10).items()).containsExactly("acme");
        assertThat(store.open(BOX.file("link"))).isEmpty();
        assertThat(store.open(BOX.file("sub"))).isEmpty();
        assertThat(store.delete(BOX.file("link"))).isFalse();
    }

    @Test
    void accessList_thatCannotBeRead_opensToNobody() throws IOException {
        store.create(BOX, ReadAcl.EVERYBODY);
        Files.writeString(folder.resolve("hosted/acme/box/acl"), "rubbish");

        assertThat(store.acl(BOX)).contains(ReadAcl.OWNER);
    }

    @Test
    void pagesThatFollow_doNotReadTheFolder() throws IOException {
        store.create(BOX, ReadAcl.DEFAULT);
        for (String name : List.of("a", "b", "c", "d")) {
            put(store, BOX.file(name), "1");
        }
        store.files(BOX, null, 1);
        put(store, BOX.file("bb"), "1");
        store.delete(BOX.file("c"));

        assertThat(names(store.files(BOX, "a", 9)))
                .as("of the listing begun before, without what is gone")
                .containsExactly("b", "d");
        now.addAndGet(61_000_000_000L);
        assertThat(names(store.files(BOX, "a", 9)))
                .as("when the listing is forgotten")
                .containsExactly("b", "bb", "d");
    }

    @Test
    void folderWithMoreNamesThanThereIsRoomFor_isPagedAllTheSame() throws IOException {
        DataStore small = FileDataStore.open(folder, now::get, 500);
        small.create(BOX, ReadAcl.DEFAULT);
        List<String> all = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            put(small, BOX.file("f" + i), "1");
            all.add("f" + i);
        }

        List<String> seen = new ArrayList<>();
        @Nullable String last = null;
        Page<StoredFile> page;
        do {
            page = small.files(BOX, last, 3);
            seen.addAll(names(page));
            last = seen.getLast();
        } while (page.more());

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void sweep_deletesOldTemporaryFilesOnly_andGoesOnAfterWhatItCannotDelete() throws IOException {
        put(store, TEMP.file("old"), "1");
        put(store, TEMP.file("young"), "1");
        DataPath.OfFunction kept = new DataPath.OfFunction("demo", "shout", DataPath.Life.PERM, "acme");
        put(store, kept.file("old"), "1");
        Path function = folder.resolve("function/demo/shout");
        FileTime old = FileTime.from(YESTERDAY.minusSeconds(1));
        Files.setLastModifiedTime(function.resolve("temp/acme/old"), old);
        Files.setLastModifiedTime(function.resolve("perm/acme/old"), old);
        Files.writeString(folder.resolve("function/foreign"), "x");
        Files.writeString(folder.resolve("function/demo/foreign"), "x");
        Files.createDirectories(function.resolve("temp/acme/aSubfolder/x"));

        store.deleteTemporary(YESTERDAY);

        assertThat(names(store.files(TEMP, null, 10))).containsExactly("young");
        assertThat(names(store.files(kept, null, 10))).containsExactly("old");
    }

    @Test
    void sweep_besideWriters_takesNothingNew() throws Exception {
        List<Thread> writers = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            String name = "f" + i;
            writers.add(Thread.ofVirtual().start(() -> {
                try {
                    for (int round = 0; round < 50; round++) {
                        put(store, TEMP.file(name), "round " + round);
                        assertThat(read(store, TEMP.file(name))).isEqualTo("round " + round);
                    }
                } catch (Exception | AssertionError e) {
                    failures.add(e);
                }
            }));
        }
        while (writers.stream().anyMatch(Thread::isAlive)) {
            store.deleteTemporary(YESTERDAY);
        }

        assertThat(failures).isEmpty();
        assertThat(names(store.files(TEMP, null, 10))).containsExactly("f0", "f1", "f2", "f3");
    }

    @Test
    void folderThatCannotBe_isRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> FileDataStore.open(file, now::get)).hasMessageContaining(file.toString());
    }

    @Test
    void root_hasNothingButWhatTheStoreKnows() throws IOException {
        store.create(BOX, ReadAcl.DEFAULT);
        put(store, BOX.file("a"), "1");

        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .containsExactlyInAnyOrder("hosted", "parts");
        }
    }
}
