package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.api.KeySummary;
import io.sluice.contract.api.NewKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
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
        attempts.prepare();
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
            assertThat(attempts.attempt(what, client)).isEqualTo(expected);
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

    /** The things that are tried, and what came of them in a word. */
    private static final class Attempts {

        private static final String ECHO = "def apply(input):\n    print('seen')\n    return input\n";
        private static final String FAILS = "def apply(input):\n    raise ValueError('as told')\n";
        private static final String CALLS = """
                import sluice


                def apply(input):
                    return sluice.call(input, 1)
                """;

        private final Client administrator;

        Attempts(Client administrator) {
            this.administrator = administrator;
        }

        void prepare() {
            deployed("ann/public", ECHO, "callability: public");
            deployed("ann/private", ECHO, "callability: private");
            deployed("ann/closed", FAILS, "callability: public, source: closed");
            deployed("ann/opened", FAILS, "callability: public, source: open");
            deployed("ann/caller", CALLS, "callability: public");
            deployed("zoe/open", CALLS, "callability: public");
            deployed("zoe/lonely", CALLS, "callability: public, callsOthers: false");
        }

        private void deployed(String function, String main, String permissions) {
            administrator.deployed(version(function, main, permissions));
        }

        private static byte[] version(String function, String main, String permissions) {
            String manifest =
                    "name: " + function + "\nruntime: python\npackage: .\npermissions: {" + permissions + "}\n";
            return Packages.text(manifest, Map.of("app/main.py", main));
        }

        String attempt(String what, Client client) {
            return switch (what) {
                case "call-public" -> outcome(client.call("ann/public", "1"));
                case "call-private" -> outcome(client.call("ann/private", "1"));
                case "call-private-as-step" -> outcome(client.post("/v1/pipe?step=ann/private", Client.JSON, "1"));
                case "nested-public" -> outcome(client.call("zoe/open", "\"ann/public\""));
                case "nested-private" -> outcome(client.call("zoe/open", "\"ann/private\""));
                case "nested-private-of-same-owner" -> outcome(client.call("ann/caller", "\"ann/private\""));
                case "nested-though-forbidden" -> outcome(client.call("zoe/lonely", "\"ann/public\""));
                case "see-stack-of-closed" -> stack(client.call("ann/closed", "1"));
                case "see-stack-of-open" -> stack(client.call("ann/opened", "1"));
                case "see-output" -> shown(client.call("ann/public?stdout=true", "1"), "\"stdout\":\"seen\\n\"");
                case "see-private-in-list" -> shown(client.get("/v1/functions"), "\"ann/private\"");
                case "describe-private" -> outcome(client.get("/v1/functions/ann/private"));
                case "logs" -> outcome(client.get("/v1/functions/ann/public/logs"));
                case "prewarm" ->
                    outcome(client.post("/v1/functions/ann/public/prewarm", Client.JSON, "{\"instances\":0}"));
                case "set-secret" ->
                    outcome(client.send(
                            client.request("/v1/functions/ann/public/secrets/WORD", "Content-Type", Client.TEXT)
                                    .PUT(BodyPublishers.ofString("x"))
                                    .build()));
                case "deploy" -> outcome(client.deploy(version("ann/another", ECHO, "callability: private")));
                case "roll-back" ->
                    onNew("ann/rolled", () -> client.post("/v1/functions/ann/rolled/rollback", Client.JSON, "{}"));
                case "remove" -> onNew("ann/removed", () -> client.delete("/v1/functions/ann/removed"));
                case "list-keys" -> outcome(client.get("/v1/keys"));
                case "make-key" -> key(client, "\"functions\":[]");
                case "make-key-that-reads" -> key(client, "\"readsData\":true");
                case "make-key-for-another" -> key(client, "\"user\":\"bob\"");
                case "make-administrator" -> key(client, "\"kind\":\"superuser\"");
                default -> throw new AssertionError("nothing is called " + what);
            };
        }

        private interface Attempt {
            Reply make();
        }

        /** With two versions of the function there. */
        private String onNew(String function, Attempt attempt) {
            administrator.delete("/v1/functions/" + function);
            deployed(function, ECHO, "callability: private");
            deployed(function, ECHO + "\n", "callability: private");
            return outcome(attempt.make());
        }

        private static String key(Client client, String wanted) {
            return outcome(client.post("/v1/keys", Client.JSON, "{" + wanted + "}"));
        }

        private static String outcome(Reply reply) {
            boolean refusedInside = reply.message().contains("may not call");
            return switch (reply.status()) {
                case 200, 201, 202, 204 -> refusedInside ? "no" : failedOtherwise(reply) ? reply.toString() : "yes";
                case 401 -> "401";
                case 403 -> "no";
                default -> reply.toString();
            };
        }

        private static boolean failedOtherwise(Reply reply) {
            return reply.bytes().length > 0 && reply.json().has("error");
        }

        private static String shown(Reply reply, String text) {
            String outcome = outcome(reply);
            return outcome.equals("yes") && !reply.text().contains(text) ? "hidden" : outcome;
        }

        private static String stack(Reply reply) {
            if (reply.status() != 200) {
                return outcome(reply);
            }
            assertThat(reply.message()).isEqualTo("as told");
            return Stream.of("stacktrace", "stack_trace").anyMatch(reply.json().path("error")::has) ? "yes" : "hidden";
        }
    }
}
