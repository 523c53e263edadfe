package io.sluice.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.failure.CliFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageZipTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void makeProject() throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), "name: demo/shout\nruntime: java\npackage: app\n");
        Files.createDirectories(folder.resolve("app/lib"));
        Files.writeString(folder.resolve("app/run.jar"), "run");
        Files.writeString(folder.resolve("app/lib/b.jar"), "b");
    }

    @Test
    void pack_project_hasManifestAndFilesBelowApp() throws IOException {
        try (ZipFile zip = new ZipFile(pack("a.zip").toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly("sluice.yaml", "app/lib/b.jar", "app/run.jar");
        }
    }

    @Test
    void pack_wholeProject_leavesOutWhatToolsKeepThere() throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), "name: demo/shout\nruntime: node\npackage: .\n");
        for (String other : new String[] {".git", "node_modules/x", "app/node_modules", "venv", "target"}) {
            Files.createDirectories(folder.resolve(other));
            Files.writeString(folder.resolve(other).resolve("file"), "");
        }
        Path zipFile = Files.createTempFile("package", ".zip");

        PackageZip.pack(Project.read(folder, null), zipFile);

        try (ZipFile zip = new ZipFile(zipFile.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly("sluice.yaml", "app/app/lib/b.jar", "app/app/run.jar");
        } finally {
            Files.delete(zipFile);
        }
    }

    @Test
    void pack_sameFilesLater_givesTheSameBytes() throws IOException {
        Path first = pack("a.zip");
        Files.setLastModifiedTime(folder.resolve("app/run.jar"), FileTime.fromMillis(0));

        assertThat(pack("b.zip")).hasSameBinaryContentAs(first);
    }

    @Test
    void pack_linkOutOfTheFolder_isRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("app/leak"), folder.resolve("sluice.yaml"));

        assertThatThrownBy(() -> pack("a.zip"))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("app/leak leads to");
    }

    @Test
    void pack_linkInside_isPackedAsItsFile() throws IOException {
        Files.createSymbolicLink(folder.resolve("app/alias.jar"), Path.of("run.jar"));

        try (ZipFile zip = new ZipFile(pack("a.zip").toFile())) {
            assertThat(zip.getEntry("app/alias.jar")).isNotNull();
        }
    }

    @Test
    void pack_noPackageFolder_saysToBuild() throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), "name: demo/shout\nruntime: java\npackage: absent\n");

        assertThatThrownBy(() -> pack("a.zip")).hasMessageContaining("Build the project first");
    }

    @Test
    void manifestOf_package_isRead() throws IOException {
        assertThat(PackageZip.manifestOf(pack("a.zip")).name()).hasToString("demo/shout");
    }

    @Test
    void manifestOf_noZip_isRefused() {
        assertThatThrownBy(() -> PackageZip.manifestOf(folder.resolve("app/run.jar")))
                .hasMessageContaining("is not a zip file");
    }

    @Test
    void read_otherOwner_isInThePackagesManifest() {
        Project project = Project.read(folder, "acme");

        assertThat(project.manifest().name()).hasToString("acme/shout");
        assertThat(new String(project.manifestBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("name: acme/shout\n");
    }

    private Path pack(String name) {
        Path zip = folder.resolve(name);
        PackageZip.pack(Project.read(folder, null), zip);
        return zip;
    }
}
