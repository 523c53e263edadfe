package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.api.KeySummary;
import io.sluice.contract.api.NewKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may do what: every cell of {@code authorization.txt} is tried with a key of its column. */
@ExtendWith(SharedSluice.class)
final class AuthorizationIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sluice sluice;
    private final Client administrator;
    private final Attempts attempts;

    AuthorizationIT(Sluice sluice) {
        this.sluice = sluice;
        this.administrator = sluice.administrator();
        this.attempts = new Attempts(administrator);
    }

    @BeforeEach
    void deployWhatIsTried() {
        for (String user : List.of("ann", "zoe", "mel")) {
            with(new NewKey(user, null, null, null, null, null, null, null));
        }
        attempts.prepare("mel");
    }

    @AfterEach
    void removeWhatWasTried() {
        attempts.cleanUp();
    }

    @TestFactory
    Stream<DynamicNode> everyCell() {
        List<String[]> rows = table();
        List<String> callers = List.of(rows.getFirst()).subList(1, rows.getFirst().length);
        Map<String, Client> clients = new HashMap<>();
        callers.forEach(caller -> clients.put(caller, client(caller)));
        return rows.stream().skip(1).map(row -> {
            assertThat(row).as("the cells of " + row[0]).hasSize(callers.size() + 1);
            return DynamicContainer.dynamicContainer(
                    row[0],
                    IntStream.range(0, callers.size())
                            .mapToObj(column -> cell(row[0], callers.get(column), clients, row[column + 1])));
        });
    }

    private DynamicTest cell(String what, String caller, Map<String, Client> clients, String expected) {
        return DynamicTest.dynamicTest(what + " by " + caller + ": " + expected, () -> {
            Client client = Objects.requireNonNull(clients.get(caller));
            String account = caller.equals("member") ? "club" : "ann";
            assertThat(attempts.attempt(what, client, account)).isEqualTo(expected);
        });
    }

    private static List<String[]> table() {
        try (var in = Objects.requireNonNull(AuthorizationIT.class.getResourceAsStream("authorization.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.trim().split(" +"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Client client(String caller) {
        return switch (caller) {
            case "owner" -> with(new NewKey("ann", null, null, null, null, null, null, null));
            case "member" -> with(new NewKey("mel", null, null, null, null, null, null, null));
            case "other" -> with(new NewKey("eve", null, null, null, null, null, null, null));
            case "superuser" -> administrator;
            case "accounts" -> with(new NewKey("clerk", null, "platform-admin", null, null, null, null, null));
            case "calls-one" -> with(limited(List.of("ann/private"), false, false));
            case "calls-all" -> with(limited(List.of("algo://*"), false, false));
            case "manages" -> with(limited(List.of(), false, true));
            case "reads" -> with(limited(List.of(), true, false));
            case "nobody" -> sluice.anonymous();
            default -> throw new AssertionError("no caller is called " + caller);
        };
    }

    /** A key of ann's that may not do all that she may. */
    private static NewKey limited(List<String> functions, boolean reads, boolean manages) {
        return new NewKey("ann", "limited", null, functions, reads, false, manages, null);
    }

    private Client with(NewKey wanted) {
        return administrator.withKey(String.valueOf(make(wanted).key()));
    }

    private KeySummary make(NewKey wanted) {
        try {
            Reply made = administrator.post("/v1/keys", Client.JSON, JSON.writeValueAsString(wanted));
            assertThat(made.status()).as(made.text()).isEqualTo(201);
            return made.as(KeySummary.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void key_isInNoAnswerLogProcessOrFile() throws IOException {
        String key = String.valueOf(make(new NewKey("ann", "a secret", null, null, null, null, null, null))
                .key());
        Client ann = administrator.withKey(key);
        List<Reply> answers = List.of(
                ann.call("ann/private", "1"),
                ann.call("ann/closed", "1"),
                ann.call("ann/nothere", "{"),
                ann.get("/v1/keys"),
                administrator
                        .authorizedBy("Simple " + key.toLowerCase(Locale.ROOT))
                        .call("ann/private", "1"),
                administrator.authorizedBy("Basic " + key).call("ann/private", "1"));

        assertThat(answers.getFirst().status()).isEqualTo(200);
        assertThat(answers).allSatisfy(reply -> assertThat(
                        reply.text() + reply.response().headers().map())
                .doesNotContain(key));
        assertThat(sluice.log()).doesNotContain(key);
        assertThat(found(Path.of("/proc"), 2, key)).isEmpty();
        assertThat(found(sluice.home(), Integer.MAX_VALUE, key)).isEmpty();
        assertThat(found(sluice.home(), 1, sluice.administratorKey()))
                .containsExactly(sluice.home().resolve("admin.key"));
    }

    /** The files that a text stands in: of processes what they were started with, of other folders all. */
    private static List<Path> found(Path folder, int depth, String text) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, Set.of(), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean looked = !file.startsWith("/proc") || file.endsWith("cmdline") || file.endsWith("environ");
                if (looked && attributes.isRegularFile() && holds(file, text)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }
}
