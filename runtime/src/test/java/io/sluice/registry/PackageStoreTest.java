package io.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackageStoreTest {

    private static final String MANIFEST = "name: demo/a\n";
    private static final PackageLimits SMALL = new PackageLimits(4, 1_000, 100);

    @TempDir
    private Path temp;

    private Path folder = Path.of("unset");
    private PackageStore store = new PackageStore(Path.of(System.getProperty("java.io.tmpdir")), SMALL);

    @BeforeEach
    void open() throws IOException {
        folder = temp.resolve("packages");
        store = new PackageStore(folder, SMALL);
    }

    private Path zip(String... entries) {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("sluice.yaml", MANIFEST);
        for (String entry : entries) {
            content.put(entry, "content");
        }
        return Samples.zip(temp, content);
    }

    private void assertRefused(Path zip, String... words) throws IOException {
        assertThatThrownBy(() -> store.add(zip))
                .isInstanceOf(InvalidPackageException.class)
                .hasMessageContainingAll(words);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        try (Stream<Path> beside = Files.list(temp)) {
            assertThat(beside)
                    .allMatch(path -> path.equals(folder) || path.toString().endsWith(".zip"));
        }
    }

    @Test
    void package_isUnpackedWithItsManifestRead() throws IOException {
        PackageStore.StoredPackage stored = store.add(zip("app/", "app/lib/main.jar"));

        assertThat(stored.manifest()).isEqualTo(MANIFEST);
        assertThat(stored.folder()).isEqualTo(store.folderOf(stored.digest()));
        assertThat(stored.folder().resolve("app/lib/main.jar")).hasContent("content");
    }

    @Test
    void scriptsAndProgramsOfLinux_canBeRunAndOtherFilesNot() {
        Path zip = Samples.zip(
                temp, Map.of("sluice.yaml", MANIFEST, "serve", "#!/bin/sh\n", "native", "\u007fELF", "a.sh", "echo"));

        Path unpacked = store.add(zip).folder();

        assertThat(unpacked.resolve("serve")).isExecutable();
        assertThat(unpacked.resolve("native")).isExecutable();
        assertThat(Files.isExecutable(unpacked.resolve("a.sh"))).isFalse();
    }

    @Test
    void equalContent_inAnotherOrder_isOneFolder() throws IOException {
        PackageStore.StoredPackage one = store.add(zip("a", "b"));
        PackageStore.StoredPackage other = store.add(zip("b", "a"));

        assertThat(other).isEqualTo(one);
        try (Stream<Path> folders = Files.list(folder)) {
            assertThat(folders).hasSize(1);
        }
    }

    @Test
    void otherContentOrOtherNames_areOtherPackages() {
        String digest = store.add(zip("a")).digest();

        assertThat(store.add(zip("b")).digest()).isNotEqualTo(digest);
        assertThat(store.add(Samples.zip(temp, Map.of("sluice.yaml", MANIFEST, "a", "other")))
                        .digest())
                .isNotEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "a/../../evil",
                "a/../evil",
                "..",
                "./evil",
                "a/./evil",
                "/evil",
                "//evil",
                "..\\evil",
                "a\\..\\..\\evil",
                "C:/evil",
                "C:evil",
                "\\\\host\\share",
            })
    void entry_thatLeavesItsFolder_isRefusedInEverySpelling(String entry) throws IOException {
        assertRefused(zip(entry), "stays inside its package", "'" + entry + "'");
    }

    @Test
    void entry_thatIsTheFolderItself_isRefused() throws IOException {
        assertRefused(zip("/"), "stays inside its package");
    }

    @Test
    void entry_thatIsThereTwice_isRefused() throws IOException {
        // Two names of equal length, so that one can be made into the other in the finished file.
        Path zip = zip("lib/one.jar", "lib/two.jar");
        String bytes = Files.readString(zip, StandardCharsets.ISO_8859_1);
        Files.writeString(zip, bytes.replace("lib/two.jar", "lib/one.jar"), StandardCharsets.ISO_8859_1);

        assertRefused(zip, "'lib/one.jar' is there twice");
    }

    @Test
    void entry_thatIsAFileAndAFolder_isRefused() throws IOException {
        assertRefused(zip("lib", "lib/one.jar"), "file and a folder at once", "'lib'");
    }

    @Test
    void entry_thatIsAFolderAndAFile_isRefused() throws IOException {
        assertRefused(zip("lib/one.jar", "lib"), "lib");
    }

    @Test
    void tooManyEntries_areRefused() throws IOException {
        assertRefused(zip("a", "b", "c", "d"), "at most 4 entries", "has 5");
    }

    @Test
    void tooLargeAPackage_isRefusedWhileItIsUnpacked() throws IOException {
        // A bomb: next to nothing packed.
        assertRefused(
                Samples.zip(temp, Map.of("sluice.yaml", MANIFEST, "zeros", "0".repeat(1_000_000))),
                "at most 1000 bytes together",
                "'zeros'");
    }

    @Test
    void tooLargeAManifest_isRefused() throws IOException {
        assertRefused(Samples.zip(temp, Map.of("sluice.yaml", "#".repeat(101))), "at most 100 bytes", "was 101");
    }

    @Test
    void manifest_thatIsNotText_isRefused() throws IOException {
        Path zip = zip();
        String bytes = Files.readString(zip, StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("sluice.yaml");

        Path binary = temp.resolve("binary.zip");
        try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(binary))) {
            out.putNextEntry(new java.util.zip.ZipEntry("sluice.yaml"));
            out.write(new byte[] {(byte) 0xff, (byte) 0xfe, 0});
            out.closeEntry();
        }

        assertRefused(binary, "UTF-8");
    }

    @Test
    void package_withoutAManifest_isRefusedWithWhatItHasInstead() throws IOException {
        assertRefused(
                Samples.zip(temp, Map.of("app/sluice.yaml", MANIFEST)),
                "'sluice.yaml' at its root",
                "'app/sluice.yaml'");
        assertRefused(Samples.zip(temp, Map.of("app/", "")), "nothing");
    }

    @Test
    void anythingButAZipFile_isRefused() throws IOException {
        Path text = Files.writeString(temp.resolve("text.zip"), "not a zip file at all, only a text");
        Path empty = Files.createFile(temp.resolve("empty.zip"));
        Path whole = zip("a", "b");
        Path cut = Files.write(temp.resolve("cut.zip"), java.util.Arrays.copyOf(Files.readAllBytes(whole), 90));

        assertRefused(text, "not a zip file");
        assertRefused(empty, "not a zip file");
        assertRefused(cut, "not a zip file");
    }

    @Test
    void entry_whoseContentIsBroken_isRefused() throws IOException {
        Path zip = zip("a");
        byte[] bytes = Files.readAllBytes(zip);
        // Inside the first entry's compressed content, after its header of 30 bytes and its name.
        for (int i = 41; i < 50; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(zip, bytes);

        assertRefused(zip, "not a zip file");
    }

    @Test
    void retain_removesWhatNobodyUses() {
        PackageStore.StoredPackage used = store.add(zip("a"));
        PackageStore.StoredPackage unused = store.add(zip("b"));

        store.retain(Set.of(used.digest()));

        assertThat(used.folder()).isDirectory();
        assertThat(unused.folder()).doesNotExist();
    }

    @Test
    void reopened_removesWhatWasLeftHalfUnpacked() throws IOException {
        PackageStore.StoredPackage whole = store.add(zip("a"));
        Path half = Files.createDirectories(folder.resolve("unpacking123/app"));

        PackageStore reopened = new PackageStore(folder, SMALL);

        assertThat(half.getParent()).doesNotExist();
        assertThat(reopened.folderOf(whole.digest())).isDirectory();
    }
}
