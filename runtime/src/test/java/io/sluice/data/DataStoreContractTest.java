package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link DataStore} owes. */
abstract class DataStoreContractTest {

    static final DataPath.Owner ACME = new DataPath.Owner("acme");
    static final DataPath.Hosted BOX = new DataPath.Hosted(ACME, "box");
    static final DataPath.Session SESSION = new DataPath.Session("s1");
    static final DataPath.OfFunction TEMP = new DataPath.OfFunction("demo", "shout", DataPath.Life.TEMP, "acme");

    abstract DataStore store();

    static StoredFile put(DataStore store, DataPath.File file, String text) throws IOException {
        try (Upload upload = store.upload(file)) {
            upload.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            return upload.commit();
        }
    }

    static @Nullable String read(DataStore store, DataPath.File file) throws IOException {
        Optional<Download> found = store.open(file);
        if (found.isEmpty()) {
            return null;
        }
        try (Download download = found.get()) {
            return text(download, 0, download.file().size());
        }
    }

    static String text(Download download, long offset, long length) throws IOException {
        InputStream bytes = Channels.newInputStream(download.bytes(offset, length));
        return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }

    static List<String> names(Page<StoredFile> page) {
        return page.items().stream().map(StoredFile::name).toList();
    }

    @Test
    void collection_isThereWithItsAccessList_withoutFiles() throws IOException {
        assertThat(store().acl(BOX)).isEmpty();

        assertThat(store().create(BOX, ReadAcl.EVERYBODY)).isTrue();

        assertThat(store().acl(BOX)).contains(ReadAcl.EVERYBODY);
        assertThat(store().collections(ACME, null, 10).items()).containsExactly("box");
        assertThat(store().owners(null, 10).items()).containsExactly("acme");
        assertThat(store().files(BOX, null, 10).items()).isEmpty();
    }

    @Test
    void collection_thatIsThere_staysAsItWas() throws IOException {
        store().create(BOX, ReadAcl.EVERYBODY);
        put(store(), BOX.file("a"), "1");

        assertThat(store().create(BOX, ReadAcl.OWNER)).isFalse();

        assertThat(store().acl(BOX)).contains(ReadAcl.EVERYBODY);
        assertThat(read(store(), BOX.file("a"))).isEqualTo("1");
    }

    @Test
    void accessList_changes_whereThereIsACollection() throws IOException {
        assertThat(store().change(BOX, ReadAcl.OWNER)).isFalse();
        store().create(BOX, ReadAcl.DEFAULT);

        assertThat(store().change(BOX, ReadAcl.OWNER)).isTrue();

        assertThat(store().acl(BOX)).contains(ReadAcl.OWNER);
    }

    @Test
    void file_isReadAsItWasWritten_inWholeAndInPart() throws IOException {
        store().create(BOX, ReadAcl.DEFAULT);

        StoredFile stored = put(store(), BOX.file("a b/".replace("/", "+")), "hello");

        assertThat(stored.size()).isEqualTo(5);
        assertThat(store().find(BOX.file("a b+"))).contains(stored);
        assertThat(store().files(BOX, null, 10).items()).containsExactly(stored);
        assertThat(read(store(), BOX.file("a b+"))).isEqualTo("hello");
        try (Download download = store().open(BOX.file("a b+")).orElseThrow()) {
            assertThat(text(download, 1, 3)).isEqualTo("ell");
        }
    }

    @Test
    void file_isSeenByNobody_beforeItIsWhole() throws IOException {
        store().create(BOX, ReadAcl.DEFAULT);
        put(store(), BOX.file("a"), "old");
        try (Upload upload = store().upload(BOX.file("a"))) {
            upload.write(ByteBuffer.wrap(new byte[100]));

            assertThat(read(store(), BOX.file("a"))).isEqualTo("old");
        }

        assertThat(read(store(), BOX.file("a"))).isEqualTo("old");
        assertThat(names(store().files(BOX, null, 10))).containsExactly("a");
    }

    @Test
    void reader_getsTheOldFile_toTheEnd() throws IOException {
        store().create(BOX, ReadAcl.DEFAULT);
        StoredFile old = put(store(), BOX.file("a"), "old");
        try (Download download = store().open(BOX.file("a")).orElseThrow()) {
            StoredFile next = put(store(), BOX.file("a"), "new");

            assertThat(next.tag()).isNotEqualTo(old.tag());
            assertThat(text(download, 0, 3)).isEqualTo("old");
        }
        assertThat(read(store(), BOX.file("a"))).isEqualTo("new");
    }

    @Test
    void upload_withoutCollection_isRefused() throws IOException {
        assertThatThrownBy(() -> store().upload(BOX.file("a"))).isInstanceOf(DataFailure.NotFound.class);

        store().create(BOX, ReadAcl.DEFAULT);
        try (Upload upload = store().upload(BOX.file("a"))) {
            store().delete(BOX, true);

            assertThatThrownBy(upload::commit).isInstanceOf(DataFailure.NotFound.class);
        }
        assertThat(store().acl(BOX)).isEmpty();
        assertThat(store().find(BOX.file("a"))).isEmpty();
    }

    @Test
    void collection_withFiles_isDeletedByForceOnly() throws IOException {
        assertThat(store().delete(BOX, true)).isEmpty();
        store().create(BOX, ReadAcl.DEFAULT);
        put(store(), BOX.file("a"), "1");
        put(store(), BOX.file("b"), "2");

        assertThatThrownBy(() -> store().delete(BOX, false)).isInstanceOf(DataFailure.NotEmpty.class);
        assertThat(read(store(), BOX.file("a"))).isEqualTo("1");

        assertThat(store().delete(BOX, true)).contains(2L);
        assertThat(store().acl(BOX)).isEmpty();
        assertThat(read(store(), BOX.file("a"))).isNull();

        store().create(BOX, ReadAcl.DEFAULT);
        assertThat(store().files(BOX, null, 10).items()).isEmpty();
        assertThat(store().delete(BOX, false)).contains(0L);
    }

    @Test
    void file_isDeleted_once() throws IOException {
        store().create(BOX, ReadAcl.DEFAULT);
        put(store(), BOX.file("a"), "1");

        assertThat(store().delete(BOX.file("a"))).isTrue();
        assertThat(store().delete(BOX.file("a"))).isFalse();
        assertThat(store().open(BOX.file("a"))).isEmpty();
    }

    @Test
    void specialCollection_isAlwaysThere() throws IOException {
        for (DataPath.Collection special : List.of(SESSION, TEMP)) {
            assertThat(store().files(special, null, 10).items()).isEmpty();
            put(store(), special.file("f"), "1");

            assertThat(read(store(), special.file("f"))).isEqualTo("1");
            assertThat(store().delete(special, true)).contains(1L);
            assertThat(store().files(special, null, 10).items()).isEmpty();
        }
        assertThat(store().owners(null, 10).items()).isEmpty();
    }

    /** Names that a store could put in another order. */
    List<String> tempting() {
        return List.of("a", "a!", "a.b", "A", "é", "\uE000", "\uD83D\uDE00", ".x", "%61");
    }

    @Test
    void pages_showEachFileOnce_inTheOrderOfBytes() throws IOException {
        store().create(BOX, ReadAcl.DEFAULT);
        List<String> all = new ArrayList<>(tempting());
        for (String name : all) {
            put(store(), BOX.file(name), name);
        }
        all.sort(DataName.ORDER);

        List<String> seen = new ArrayList<>();
        Page<StoredFile> page = store().files(BOX, null, 2);
        seen.addAll(names(page));
        while (page.more()) {
            assertThat(page.items()).hasSize(2);
            page = store().files(BOX, seen.getLast(), 2);
            seen.addAll(names(page));
        }

        assertThat(seen).isEqualTo(all);
        assertThat(names(store().files(BOX, "a", 1))).containsExactly("a!");
        assertThat(names(store().files(BOX, "aa", 1))).containsExactly("é");
    }

    @Test
    void lastPage_saysThatNothingFollows() throws IOException {
        store().create(BOX, ReadAcl.DEFAULT);
        put(store(), BOX.file("a"), "1");
        put(store(), BOX.file("b"), "1");

        assertThat(store().files(BOX, null, 1).more()).isTrue();
        assertThat(store().files(BOX, null, 2).more()).isFalse();
        assertThat(store().files(BOX, "b", 2).items()).isEmpty();
    }
}
