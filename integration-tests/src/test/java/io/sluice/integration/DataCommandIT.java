package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice data} against a real runtime. */
@ExtendWith(SharedSluice.class)
final class DataCommandIT {

    private static final int SEVERAL_PIECES = 20 << 20;

    @TempDir
    private Path folder;

    private final Sluice sluice;
    private final String box = "data://.my/" + UUID.randomUUID();

    DataCommandIT(Sluice sluice) {
        this.sluice = sluice;
    }

    private CommandLine.Run run(Map<String, String> more, String in, String... arguments) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SLUICE_HOME", sluice.home().toString());
        environment.put("XDG_CONFIG_HOME", sluice.home().toString());
        return new CommandLine(environment).runWith(in, arguments);
    }

    private String done(String... arguments) {
        CommandLine.Run run = run(Map.of(), "", arguments);
        assertThat(run.code()).as("%s: %s", List.of(arguments), run.err()).isZero();
        return run.out();
    }

    private void refused(int code, String reason, String... arguments) {
        CommandLine.Run run = run(Map.of(), "", arguments);
        assertThat(run.err()).contains(reason);
        assertThat(run.code()).isEqualTo(code);
    }

    @BeforeEach
    void make() {
        assertThat(done("data", "mkdir", box)).endsWith("is made\n");
    }

    @Test
    void files_comeAndGo() throws IOException {
        Path file = Files.writeString(folder.resolve("a b+c é%41.txt"), "hello");

        String ignored = done("data", "cp", file.toString(), box);
        ignored = done("data", "cp", box + "/a b+c é%41.txt", box + "/copy");

        assertThat(done("data", "cat", box + "/copy")).isEqualTo("hello");
        assertThat(done("data", "ls", box))
                .contains("a b+c é%41.txt")
                .contains("copy")
                .contains("5 B");
        assertThat(done("data", "ls", box + "/copy")).contains("5 B");
        assertThat(done("data", "ls", "data://.my")).contains(box.substring("data://.my/".length()) + "/");
        assertThat(done("data", "ls").lines().skip(1).findFirst()).contains("admin/");
        refused(2, "not empty", "data", "rm", box);
        ignored = done("data", "rm", box + "/copy");
        refused(3, "path not found", "data", "cat", box + "/copy");
        ignored = done("data", "rm", "--force", box);
        refused(3, "path not found", "data", "ls", box);
    }

    @Test
    void largeFile_comesBackAsItWas() throws IOException {
        byte[] bytes = new byte[SEVERAL_PIECES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 >> 7);
        }
        Path file = Files.write(folder.resolve("large"), bytes);
        Path back = folder.resolve("back");

        String ignored = done("data", "cp", file.toString(), box);
        ignored = done("data", "cp", box + "/large", back.toString());

        assertThat(Files.mismatch(file, back)).isEqualTo(-1);
    }

    @Test
    void folder_goesThereAndBack() throws IOException {
        Path from = Files.createDirectory(folder.resolve("from"));
        for (int i = 0; i < 5; i++) {
            Files.writeString(from.resolve("f" + i), "text " + i);
        }

        assertThat(done("data", "cp", "-r", from.toString(), box + "-made")).startsWith("copied 5 files");
        String ignored =
                done("data", "cp", "-r", box + "-made", folder.resolve("to").toString());

        assertThat(folder.resolve("to/f4")).hasContent("text 4");
        ignored = done("data", "rm", "--force", box + "-made");
    }

    @Test
    void pipe_isAFile() {
        assertThat(run(Map.of(), "from a pipe", "data", "cp", "-", box + "/p").code())
                .isZero();

        assertThat(done("data", "cp", box + "/p", "-")).isEqualTo("from a pipe");
    }

    @Test
    void readers_areShownAndSet() {
        assertThat(done("data", "acl", box)).contains("my-algos");
        assertThat(done("data", "acl", box, "public")).contains("public");
        assertThat(done("data", "acl", box, "-o", "json")).contains("[\"user://*\"]");
        assertThat(done("data", "acl", box, "private")).contains("private");
        refused(2, "user://nobody", "data", "acl", box, "user://nobody");
    }

    @Test
    void whatMayNotBe_isSaid() throws IOException {
        String file = Files.writeString(folder.resolve("a"), "1").toString();

        refused(3, "path not found", "data", "cp", file, box + "-absent/a");
        refused(5, "is there already", "data", "mkdir", box);
        CommandLine.Run stranger = run(Map.of("SLUICE_KEY", "simNOBODY"), "", "data", "cp", file, box + "/a");
        assertThat(stranger.code()).isEqualTo(4);
        assertThat(stranger.err()).doesNotContain("simNOBODY");
    }
}
