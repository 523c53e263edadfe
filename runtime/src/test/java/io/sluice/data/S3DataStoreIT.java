package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.fixtures.bucket.BucketServer;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real server, each test below a prefix of its own. */
final class S3DataStoreIT extends DataStoreContractTest {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private static Path folder;

    private static BucketServer server;

    private S3Settings settings;
    private S3Bucket bucket;
    private S3DataStore store;

    @BeforeAll
    static void start() {
        server = BucketServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        settings = settings(server.address());
        bucket = new S3Bucket(settings);
        store = S3DataStore.open(settings);
    }

    private static S3Settings settings(URI address) {
        return new S3Settings(
                Optional.of(address),
                "us-east-1",
                BucketServer.BUCKET,
                UUID.randomUUID().toString(),
                Optional.of(new S3Settings.Keys("access", "hush")),
                true);
    }

    @AfterEach
    void close() {
        store.close();
        bucket.close();
    }

    @Override
    DataStore store() {
        return store;
    }

    /** Without a surrogate: this server has the order of UTF-16, unlike Amazon's. */
    @Override
    List<String> tempting() {
        return super.tempting().stream()
                .filter(name -> name.chars().noneMatch(c -> Character.isSurrogate((char) c)))
                .toList();
    }

    private List<String> objects() throws IOException {
        return bucket.list(settings.prefix(), null, S3Bucket.MOST_KEYS, false).objects().stream()
                .map(found -> found.key().substring(settings.prefix().length()))
                .toList();
    }

    private static Upload begun(DataStore store, DataPath.File file, int parts) throws IOException {
        Upload upload = store.upload(file);
        for (int i = 0; i < parts; i++) {
            upload.write(ByteBuffer.allocate(S3Upload.PART));
        }
        upload.write(ByteBuffer.wrap(new byte[] {1}));
        return upload;
    }

    @Test
    void fileOfManyParts_isOne() throws IOException {
        store.create(BOX, ReadAcl.DEFAULT);

        try (Upload upload = begun(store, BOX.file("large"), 3)) {
            assertThat(store.find(BOX.file("large"))).isEmpty();
            assertThat(upload.commit().size()).isEqualTo(3L * S3Upload.PART + 1);
        }

        assertThat(store.find(BOX.file("large")).orElseThrow().size()).isEqualTo(3L * S3Upload.PART + 1);
        try (Download download = store.open(BOX.file("large")).orElseThrow()) {
            assertThat(text(download, 3L * S3Upload.PART, 1)).isEqualTo("\u0001");
        }
    }

    @Test
    void uploadGivenUp_leavesNoParts() throws IOException {
        store.create(BOX, ReadAcl.DEFAULT);

        begun(store, BOX.file("large"), 2).close();

        assertThat(bucket.uploads(settings.prefix())).isEmpty();
        assertThat(objects()).containsExactly("collections/acme!/box");
    }

    @Test
    void uploadsInPlenty_waitForNoneThatWasGivenUp() throws IOException {
        store.create(BOX, ReadAcl.DEFAULT);

        for (int i = 0; i < 20; i++) {
            begun(store, BOX.file("large"), 1).close();
        }

        assertThat(put(store, BOX.file("small"), "1").size()).isEqualTo(1);
    }

    @Test
    void collectionDeleted_leavesNothing() throws IOException {
        store.create(BOX, ReadAcl.DEFAULT);
        put(store, BOX.file("a"), "1");
        put(store, BOX.file("b"), "1");

        assertThat(store.delete(BOX, true)).contains(2L);

        assertThat(objects()).isEmpty();
    }

    @Test
    void deletionThatWasInterrupted_isNeverSeenAndFinishedLater() throws IOException {
        store.create(BOX, ReadAcl.DEFAULT);
        put(store, BOX.file("a"), "1");
        S3Collections collections = new S3Collections(bucket, new S3Keys(settings.prefix()));
        collections.remove(BOX, collections.find(BOX).orElseThrow());

        assertThat(store.acl(BOX)).isEmpty();
        assertThat(store.create(BOX, ReadAcl.DEFAULT)).isTrue();
        assertThat(store.files(BOX, null, 10).items()).isEmpty();

        store.deleteTemporary(inAMinute());

        assertThat(objects()).containsExactly("collections/acme!/box");
    }

    @Test
    void deletionThatWasNotedOnly_isForgotten() throws IOException {
        store.create(BOX, ReadAcl.DEFAULT);
        put(store, BOX.file("a"), "1");
        S3Collections collections = new S3Collections(bucket, new S3Keys(settings.prefix()));
        S3Collections.Marker marker = collections.find(BOX).orElseThrow();
        collections.remove(BOX, marker);
        assertThat(bucket.putIfAbsent("%scollections/acme!/box".formatted(settings.prefix()), "OWNER " + marker.id()))
                .isTrue();

        store.deleteTemporary(inAMinute());

        assertThat(read(store, BOX.file("a"))).isEqualTo("1");
    }

    private static Instant inAMinute() {
        return Instant.now().plus(Duration.ofMinutes(1));
    }

    @Test
    void sweep_deletesOldTemporaryFilesSessionsAndUploads() throws IOException {
        store.create(BOX, ReadAcl.DEFAULT);
        DataPath.OfFunction kept = new DataPath.OfFunction("demo", "shout", DataPath.Life.PERM, "acme");
        put(store, TEMP.file("t"), "1");
        put(store, SESSION.file("s"), "1");
        put(store, kept.file("p"), "1");
        Upload left = begun(store, BOX.file("large"), 1);

        store.deleteTemporary(LONG_AGO);
        assertThat(objects()).hasSize(4);

        store.deleteTemporary(inAMinute());
        assertThat(objects()).containsExactly("collections/acme!/box", "permanent/demo/shout/acme/p");
        assertThat(bucket.uploads(settings.prefix())).isEmpty();
        left.close();
    }

    @Test
    void owners_areInOrderPageByPage() throws IOException {
        List<String> owners = List.of("acme", "acme-2", "acme2", "acme_3", "bob");
        for (String owner : owners) {
            store.create(new DataPath.Hosted(new DataPath.Owner(owner), "box"), ReadAcl.DEFAULT);
            store.create(new DataPath.Hosted(new DataPath.Owner(owner), "bag"), ReadAcl.DEFAULT);
        }

        Page<String> first = store.owners(null, 2);
        Page<String> second = store.owners("acme-2", 2);

        assertThat(first).isEqualTo(new Page<>(owners.subList(0, 2), true));
        assertThat(second).isEqualTo(new Page<>(owners.subList(2, 4), true));
        assertThat(store.owners("acme_3", 2)).isEqualTo(new Page<>(List.of("bob"), false));
        assertThat(store.collections(ACME, "bag", 2).items()).containsExactly("box");
    }

    @Test
    void whatOthersPutThere_isSkipped() throws IOException {
        store.create(BOX, ReadAcl.DEFAULT);
        put(store, BOX.file("a"), "1");
        String files =
                objects().stream().filter(key -> key.endsWith("/a")).findFirst().orElseThrow();
        for (String key : List.of(files + "/below", "collections/foreign", "collections/acme!/")) {
            String ignored = bucket.put(settings.prefix() + key, new byte[1], 1);
        }

        assertThat(names(store.files(BOX, null, 10))).containsExactly("a");
        assertThat(store.owners(null, 10).items()).containsExactly("acme");
        assertThat(store.collections(ACME, null, 10).items()).containsExactly("box");
    }

    @Test
    void serverThatIsGone_isNamedWithoutKeys() {
        S3DataStore gone = S3DataStore.open(settings(URI.create("http://127.0.0.1:1")));

        assertThatThrownBy(() -> gone.acl(BOX))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bucket 'sluice-data' at http://127.0.0.1:1")
                .hasMessageContaining("does not answer")
                .hasMessageNotContaining("hush");
        gone.close();
    }

    @Test
    void bucketThatIsNotThere_isNotAnAbsentFile() {
        S3Settings absent =
                new S3Settings(settings.endpoint(), "us-east-1", "absent-bucket", "", settings.keys(), true);
        S3DataStore nowhere = S3DataStore.open(absent);

        assertThatThrownBy(() -> nowhere.acl(BOX))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("NoSuchBucket");
        nowhere.close();
    }

    @Test
    void settings_doNotShowKeys() {
        assertThat(settings.toString()).doesNotContain("hush").contains(BucketServer.BUCKET);
    }
}
