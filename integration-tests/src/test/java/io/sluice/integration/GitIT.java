package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Algorithms as git repositories, by a real git. */
@ExtendWith(SharedSluice.class)
final class GitIT {

    private static final long PATIENCE_SECONDS = 120;

    private final Sluice sluice;
    private final Client admin;

    @TempDir
    private Path folder;

    GitIT(Sluice sluice) {
        this.sluice = sluice;
        this.admin = sluice.administrator();
    }

    /** What a program wrote, and its exit code. */
    private record Outcome(int code, String output) {}

    private static Outcome git(Path where, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "git", "-c", "user.name=author", "-c", "user.email=author@localhost", "-c", "credential.helper="));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("git", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("git ended")
                    .isTrue();
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private String key(String user) {
        return admin.post("/v1/keys", Client.JSON, "{\"user\": \"" + user + "\"}")
                .json()
                .path("key")
                .asText();
    }

    private String url(String key, String algorithm) {
        URI address = sluice.address();
        return "http://git:" + key + "@" + address.getAuthority() + "/git/" + algorithm + ".git";
    }

    private static void create(Client author, String owner, String name) {
        Reply made = author.post("/v1/algorithms/" + owner, Client.JSON, """
                {"name": "%s", "settings": {"language": "python3-1"}}
                """.formatted(name));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private Path cloned(String key, String algorithm) throws Exception {
        Path clone = folder.resolve(algorithm.replace('/', '-'));
        Outcome outcome = git(folder, "clone", url(key, algorithm), clone.toString());
        assertThat(outcome.code()).as(outcome.output()).isZero();
        return clone;
    }

    private static Outcome pushed(Path clone, String file, String content) throws Exception {
        Path path = clone.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        git(clone, "add", "-A");
        git(clone, "commit", "-m", "Change " + file);
        return git(clone, "push", "origin", "HEAD");
    }

    @Test
    void push_mainBranch_isBuiltAndCallableAtOnce() throws Exception {
        String key = key("pushes");
        Client author = admin.withKey(key);
        create(author, "pushes", "Twice");
        Path clone = cloned(key, "pushes/Twice");
        assertThat(clone.resolve("src/Twice.py")).content().contains("def apply");

        Outcome push = pushed(clone, "src/Twice.py", "def apply(input):\n    return input + input\n");

        assertThat(push.code()).as(push.output()).isZero();
        String head = git(clone, "rev-parse", "HEAD").output().strip();
        assertThat(push.output()).contains("remote: built: call it as pushes/Twice/" + head);
        assertThat(author.call("pushes/Twice/" + head, "\"ab\"").result().asText())
                .isEqualTo("abab");
        Reply published = author.post("/v1/algorithms/pushes/Twice/versions", Client.JSON, "{}");
        assertThat(published.json().path("version_info").path("git_hash").asText())
                .isEqualTo(head);
        assertThat(author.call("pushes/Twice", "\"ab\"").result().asText()).isEqualTo("abab");
    }

    @Test
    void push_sourceWithAMistake_showsItInThePushAndKeepsWhatRuns() throws Exception {
        String key = key("mistaken");
        Client author = admin.withKey(key);
        create(author, "mistaken", "Oops");
        Path clone = cloned(key, "mistaken/Oops");

        Outcome push = pushed(clone, "src/Oops.py", "def apply(input:\n    return 1\n");

        assertThat(push.code()).as(push.output()).isZero();
        assertThat(push.output()).contains("remote: NOT BUILT", "src/Oops.py");
        assertThat(author.call("mistaken/Oops", "\"Ada\"").result().asText()).isEqualTo("hello Ada");
        Reply builds = author.get("/v1/algorithms/mistaken/Oops/builds");
        assertThat(builds.json().path("results").findValuesAsText("status")).containsExactly("failed", "succeeded");
    }

    @Test
    void push_otherBranch_isKeptAndNotBuilt() throws Exception {
        String key = key("branches");
        create(admin.withKey(key), "branches", "Aside");
        Path clone = cloned(key, "branches/Aside");
        git(clone, "checkout", "-b", "idea");

        Outcome push = pushed(clone, "src/Aside.py", "no python at all");

        assertThat(push.code()).as(push.output()).isZero();
        assertThat(push.output()).contains("only refs/heads/master is built");
        assertThat(git(clone, "push", "origin", ":master").output()).contains("the branch that is built stays");
    }

    @Test
    void push_link_isNotFollowedByTheBuild() throws Exception {
        String key = key("links");
        create(admin.withKey(key), "links", "Leak");
        Path clone = cloned(key, "links/Leak");
        Files.createSymbolicLink(clone.resolve("passwd"), Path.of("/etc/passwd"));

        Outcome push = pushed(clone, "README", "a link");

        assertThat(push.output()).contains("'passwd' is a link, which is not followed", "NOT BUILT");
    }

    @Test
    void strangersAndUnknownKeys_getNothing() throws Exception {
        create(admin.withKey(key("keeper")), "keeper", "Mine");

        Outcome stranger = git(folder, "clone", url(key("visitor"), "keeper/Mine"), "a");
        Outcome nobody = git(folder, "clone", url("simAAAAAAAAAAAAAAAAAAAAAAAAA", "keeper/Mine"), "b");
        Outcome missing = git(folder, "clone", url(key("visitor"), "keeper/None"), "c");

        assertThat(stranger.output()).contains("403");
        assertThat(nobody.output()).contains("Authentication failed");
        assertThat(missing.output()).contains("not found");
        assertThat(List.of(stranger.code(), nobody.code(), missing.code())).doesNotContain(0);
    }

    @Test
    void members_seeTheSource_keysWithoutTheRightToManageDoNotPush() throws Exception {
        String full = key("reader");
        Client author = admin.withKey(full);
        create(author, "reader", "Read");
        String restricted = author.post(
                        "/v1/users/reader/keys", Client.JSON, "{\"permissions\": {\"allow_algo\": true}}")
                .json()
                .path("key")
                .asText();

        Path clone = cloned(restricted, "reader/Read");
        Outcome push = pushed(clone, "README", "more");

        assertThat(push.code()).isNotZero();
        assertThat(push.output()).contains("403");
    }
}
