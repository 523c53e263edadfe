package io.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.data.Copier;
import io.sluice.cli.data.Data;
import io.sluice.cli.data.DataPath;
import io.sluice.cli.failure.CliFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataCommandTest {

    @TempDir
    private Path folder;

    private final FakeData data = new FakeData().collection("acme/box");

    @AfterEach
    void stop() {
        data.close();
    }

    private Run run(String... arguments) {
        return piped("", arguments);
    }

    private Run piped(String in, String... arguments) {
        Map<String, String> environment = Map.of("SLUICE_URL", data.url(), "SLUICE_KEY", "simSECRET1");
        String[] all = Stream.concat(Stream.of("data"), Stream.of(arguments)).toArray(String[]::new);
        return Run.of(environment, in, all);
    }

    private String done(String... arguments) {
        Run run = run(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    private String here(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
        }
    }

    @Test
    void ls_manyPages_areOneTable() {
        data.file("acme/box/a", "1")
                .file("acme/box/b", "x".repeat(1536))
                .file("acme/box/c", "")
                .file("acme/box/d", "");

        assertThat(done("ls", "data://acme/box").lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "NAME SIZE MODIFIED",
                        "a 1 B 2026-05-01T10:20:30Z",
                        "b 1.5 KiB 2026-05-01T10:20:30Z",
                        "c 0 B 2026-05-01T10:20:30Z",
                        "d 0 B 2026-05-01T10:20:30Z");
    }

    @Test
    void ls_nothingNamed_listsOwners() {
        assertThat(done("ls")).contains("acme/");
    }

    @Test
    void ls_json_isOneLine() {
        data.file("acme/box/a", "1");

        assertThat(done("ls", "acme/box/", "-o", "json"))
                .isEqualTo("{\"folders\":[],\"files\":[{\"filename\":\"a\",\"size\":1,"
                        + "\"last_modified\":\"2026-05-01T10:20:30.000Z\"}]}\n");
    }

    @Test
    void ls_file_isOneRow() {
        data.file("acme/box/a", "123");

        assertThat(done("ls", "data://acme/box/a")).contains("a     3 B");
    }

    @Test
    void cp_fileToCollection_keepsItsName() throws IOException {
        assertThat(done("cp", here("a b+c.txt", "hello"), "data://acme/box"))
                .endsWith("to data://acme/box/a b+c.txt, 5 B\n");

        assertThat(data.text("acme/box/a b+c.txt")).isEqualTo("hello");
    }

    @Test
    void cp_fileToHere_replacesWhatIsThere() throws IOException {
        data.file("acme/box/a", "new");
        String target = here("target", "a longer old text");

        String ignored = done("cp", "data://acme/box/a", target);

        assertThat(Path.of(target)).hasContent("new");
        assertThat(names()).containsExactly("target");
    }

    @Test
    void cp_toAFolderHere_keepsItsName() {
        data.file("acme/box/a", "1").file("acme/box/b", "2");

        assertThat(done("cp", "data://acme/box/a", "data://acme/box/b", folder.toString()))
                .startsWith("copied 2 files to ");

        assertThat(folder.resolve("a")).hasContent("1");
        assertThat(folder.resolve("b")).hasContent("2");
    }

    @Test
    void cp_remoteToRemote_copies() {
        data.file("acme/box/a", "1").collection("acme/other");

        assertThat(done("cp", "data://acme/box/a", "data://acme/other/b")).contains("data://acme/other/b");

        assertThat(data.text("acme/other/b")).isEqualTo("1");
    }

    @Test
    void cp_recursive_makesTheCollectionAndTheFolder() throws IOException {
        String from = Files.createDirectory(folder.resolve("from")).toString();
        here("from/a", "1");
        here("from/b", "2");
        here("from/c", "3");
        Path back = folder.resolve("back/again");

        String there = done("cp", "-r", from, "data://acme/made");
        String ignored = done("cp", "-r", "data://acme/made", back.toString());

        assertThat(there).isEqualTo("copied 3 files to data://acme/made, 3 B\n");
        assertThat(data.access).containsKey("acme/made");
        assertThat(back.resolve("c")).hasContent("3");
    }

    @Test
    void cp_pipes_goThroughStandardStreams() {
        assertThat(piped("from a pipe", "cp", "-", "data://acme/box/p").code()).isZero();

        assertThat(data.text("acme/box/p")).isEqualTo("from a pipe");
        assertThat(done("cp", "data://acme/box/p", "-")).isEqualTo("from a pipe");
    }

    @Test
    void cp_emptyFile_isAFile() throws IOException {
        String ignored = done("cp", here("empty", ""), "data://acme/box");

        assertThat(data.files).containsKey("acme/box/empty");
    }

    @Test
    void cp_brokenDownload_leavesWhatWasThere() throws IOException {
        data.file("acme/box/a", "new".repeat(1000)).breaking = "acme/box/a";
        String target = here("target", "old");

        Run run = run("cp", "data://acme/box/a", target);

        assertThat(run.code()).isEqualTo(69);
        assertThat(run.err()).contains("copying data://acme/box/a to " + target + " broke");
        assertThat(Path.of(target)).hasContent("old");
        assertThat(names()).containsExactly("target");
    }

    @Test
    void cp_brokenSource_leavesNothingAtARemoteTarget() {
        data.file("acme/box/a", "new".repeat(1000)).breaking = "acme/box/a";

        assertThat(run("cp", "data://acme/box/a", "data://acme/box/b").code()).isEqualTo(69);

        assertThat(data.files).doesNotContainKey("acme/box/b");
    }

    @Test
    void cp_folderInAFolder_isRefusedBeforeAnythingIsCopied() throws IOException {
        here("a", "1");
        Files.createDirectory(folder.resolve("inner"));

        Run run = run("cp", "-r", folder.toString(), "data://acme/box");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("inner is a folder in a folder");
        assertThat(data.files).isEmpty();
    }

    @Test
    void cp_sameNameTwice_isRefused() throws IOException {
        Files.createDirectory(folder.resolve("inner"));

        Run run = run("cp", here("a", "1"), here("inner/a", "2"), "data://acme/box");

        assertThat(run.err()).contains("two of the files would become data://acme/box/a");
    }

    @Test
    void cp_nameThatLeadsElsewhere_isRefused() {
        data.collection("acme/bad").file("acme/bad/..", "evil");

        Run run = run("cp", "-r", "data://acme/bad", folder.resolve("in").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'..' is no name for a file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cp HERE/absent data://acme/box     | 3 | there is no file
            cp HERE data://acme/box            | 2 | is a folder
            cp HERE/a HERE/b                   | 2 | are files here
            cp HERE/a data://acme              | 2 | takes no files
            cp HERE/a HERE/a data://acme/box/f | 2 | cannot take several
            cp data://acme/box HERE            | 2 | is not a file
            cp data://acme/box/a HERE/no/      | 2 | there is no folder
            cp data://acme/box/a HERE/no/b     | 2 | there is no folder
            cp - data://acme/box               | 2 | standard input has no name
            cp HERE/a data://acme/none/f       | 3 | there is no data://acme/none
            cp data://acme/box/absent -        | 3 | there is no data://acme/box/absent
            cat data://acme/box                | 2 | is not a file
            cat data://acme/box/a/b            | 2 | data is flat
            cat data://acme//a                 | 2 | no name
            cat data://acme/../a               | 2 | no name
            rm data://acme                     | 2 | neither a file nor a collection
            rm data://acme/box/absent          | 3 | path not found
            rm data://acme/full                | 2 | is not empty
            mkdir data://acme                  | 2 | is not a collection
            acl data://acme/box me             | 2 | private, my-algos, public
            """)
    void wrongInput_saysWhatIsWrong(String line, int code, String reason) throws IOException {
        data.file("acme/box/a", "1").collection("acme/full").file("acme/full/f", "1");
        here("a", "1");

        Run run = run(line.replace("HERE", folder.toString()).split(" "));

        assertThat(run.err()).contains(reason).doesNotContain("Exception:").doesNotContain("simSECRET1");
        assertThat(run.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {".session", ".algo/temp", ".algo/perm", ".algo/acme/shout/temp", "acme/box"})
    void cp_intoEachKindOfCollection_namesTheFile(String collection) throws IOException {
        data.collection(collection);

        String ignored = done("cp", here("a", "1"), "data://" + collection);

        assertThat(data.text(collection + "/a")).isEqualTo("1");
    }

    @Test
    void cat_files_followEachOther() {
        data.file("acme/box/a", "1\n").file("acme/box/b", "2\n");

        assertThat(done("cat", "acme/box/a", "data://acme/box/b")).isEqualTo("1\n2\n");
    }

    @Test
    void cat_nobodyReadsIt_saysNothingOfFilesThatWereThere() {
        data.file("acme/box/a", "1");
        OutputStream closed = OutputStream.nullOutputStream();
        PrintStream out = new PrintStream(closed, false, StandardCharsets.UTF_8) {
            @Override
            public boolean checkError() {
                return true;
            }
        };
        Copier copier = new Copier(
                new Data(new RuntimeClient(data.url(), "simSECRET1")),
                new Console(InputStream.nullInputStream(), out, out, false, false, false, 80));

        assertThatThrownBy(() -> copier.print(List.of(DataPath.parse("acme/box/a"))))
                .isInstanceOf(CliFailure.class)
                .hasMessage("copying data://acme/box/a to standard output broke: nobody reads it");
    }

    @Test
    void rm_force_takesTheFilesToo() {
        data.file("acme/box/a", "1");

        assertThat(done("rm", "--force", "data://acme/box")).isEqualTo("data://acme/box is removed\n");

        assertThat(data.files).isEmpty();
    }

    @Test
    void mkdir_withReaders_saysWhoMayRead() {
        assertThat(done("mkdir", "--acl", "public", "data://acme/new")).isEqualTo("data://acme/new is made\n");

        assertThat(data.access).containsEntry("acme/new", "[\"user://*\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "private|[]|private",
                "my-algos|[\"algo://.my/*\"]|my-algos",
                "public|[\"user://*\"]|public",
                "user://bob,algo://.my/*|[\"user://bob\",\"algo://.my/*\"]|user://bob,algo://.my/*"
            })
    void acl_set_isShown(String who, String list, String shown) {
        assertThat(done("acl", "data://acme/box", who)).contains(shown);

        assertThat(data.access).containsEntry("acme/box", list);
        assertThat(done("acl", "data://acme/box")).contains("data://acme/box  " + shown);
    }
}
