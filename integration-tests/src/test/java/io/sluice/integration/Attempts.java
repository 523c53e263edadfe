package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The things that are tried in {@code authorization.txt}, and what came of them in a word. */
final class Attempts {

    private static final String ECHO = "def apply(input):\n    print('seen')\n    return input\n";
    private static final String FAILS = "def apply(input):\n    raise ValueError('as told')\n";
    private static final String CALLS = """
            import sluice


            def apply(input):
                return sluice.call(input, 1)
            """;
    private static final String READS = """
            import os
            from urllib.request import urlopen


            def apply(input):
                with urlopen(os.environ["SLUICE_API"] + "/v1/data/" + input) as answer:
                    return answer.read().decode()
            """;
    private static final String WRITES = """
            import os
            from urllib.request import Request, urlopen


            def apply(input):
                with urlopen(Request(os.environ["SLUICE_API"] + "/v1/data/" + input, b"x", method="PUT")) as answer:
                    return answer.status
            """;
    private static final String ALGORITHM = """
            {"name": "%s", "details": {"label": "Tried"}, "settings": {"language": "python3-1", "environment": "cpu",
             "license": "apl", "network_access": "full", "pipeline_enabled": true, "source_visibility": "closed"}}
            """;
    private static final String PUBLISH =
            "{\"settings\": {\"algorithm_callability\": \"%s\"}, \"version_info\": {\"version_type\": \"major\"}}";

    private final Client administrator;
    private final List<String> algorithms = new ArrayList<>();

    Attempts(Client administrator) {
        this.administrator = administrator;
    }

    /** Makes what is tried: the user's organisation, and functions and data of it, of ann and of zoe. */
    void prepare(String member) {
        Reply made = administrator.post("/v1/organizations", Client.JSON, "{\"org_name\":\"club\",\"type\":\"basic\"}");
        assertThat(made.status()).as(made.text()).isIn(201, 409);
        Reply joined = put(administrator, "/v1/organizations/club/members/" + member, Client.JSON, "{}");
        assertThat(joined.status()).as(joined.text()).isIn(200, 201);
        for (String account : List.of("ann", "club")) {
            deployed(account + "/public", ECHO, "callability: public");
            deployed(account + "/private", ECHO, "callability: private");
            deployed(account + "/closed", FAILS, "callability: public, source: closed");
            deployed(account + "/opened", FAILS, "callability: public, source: open");
            deployed(account + "/caller", CALLS, "callability: public");
            deployed(account + "/reader", READS, "callability: public");
            collection(account, "closed", "[]");
            collection(account, "functions", "[\"algo://.my/*\"]");
            collection(account, "open", "[\"user://*\"]");
            collection(account, "opening", "[]");
        }
        deployed("zoe/open", CALLS, "callability: public");
        deployed("zoe/lonely", CALLS, "callability: public, callsOthers: false");
        deployed("zoe/reader", READS, "callability: public");
        deployed("zoe/writer", WRITES, "callability: public");
    }

    /** Removes the algorithms that were made, whose instances would keep memory from other tests. */
    void cleanUp() {
        algorithms.forEach(name -> administrator.delete("/v1/algorithms/" + name));
    }

    private void deployed(String function, String main, String permissions) {
        administrator.deployed(version(function, main, permissions));
    }

    private static byte[] version(String function, String main, String permissions) {
        String manifest = "name: " + function + "\nruntime: python\npackage: .\npermissions: {" + permissions + "}\n";
        return Packages.text(manifest, Map.of("app/main.py", main));
    }

    private void collection(String account, String name, String acl) {
        String wanted = "{\"name\":\"" + name + "\",\"acl\":{\"read\":" + acl + "}}";
        Reply made = administrator.post("/v1/data/" + account, Client.JSON, wanted);
        assertThat(made.status()).as(made.text()).isIn(200, 409);
        Reply written = put(administrator, "/v1/data/" + account + "/" + name + "/f", Client.TEXT, "x");
        assertThat(written.status()).as(written.text()).isEqualTo(200);
    }

    private static Reply put(Client client, String path, String type, String body) {
        return client.send(client.request(path, "Content-Type", type)
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    /** @param account whose functions and data are meant */
    String attempt(String what, Client client, String account) {
        String functions = "/v1/functions/" + account;
        String data = "/v1/data/" + account;
        return switch (what) {
            case "call-public" -> outcome(client.call(account + "/public", "1"));
            case "call-private" -> outcome(client.call(account + "/private", "1"));
            case "call-private-as-step" ->
                outcome(client.post("/v1/pipe?step=" + account + "/private", Client.JSON, "1"));
            case "nested-public" -> told(client, "zoe/open", account + "/public");
            case "nested-private" -> told(client, "zoe/open", account + "/private");
            case "nested-private-of-same-owner" -> told(client, account + "/caller", account + "/private");
            case "nested-though-forbidden" -> told(client, "zoe/lonely", account + "/public");
            case "see-stack-of-closed" -> stack(client.call(account + "/closed", "1"));
            case "see-stack-of-open" -> stack(client.call(account + "/opened", "1"));
            case "see-output" -> shown(client.call(account + "/public?stdout=true", "1"), "\"stdout\":\"seen\\n\"");
            case "see-private-in-list" -> shown(client.get("/v1/functions"), "\"" + account + "/private\"");
            case "describe-private" -> outcome(client.get(functions + "/private"));
            case "logs" -> outcome(client.get(functions + "/public/logs"));
            case "prewarm" -> outcome(client.post(functions + "/public/prewarm", Client.JSON, "{\"instances\":0}"));
            case "set-secret" -> outcome(put(client, functions + "/public/secrets/WORD", Client.TEXT, "x"));
            case "deploy" -> outcome(client.deploy(version(account + "/another", ECHO, "callability: private")));
            case "roll-back" ->
                onNew(account + "/rolled", () -> client.post(functions + "/rolled/rollback", Client.JSON, "{}"));
            case "remove" -> onNew(account + "/removed", () -> client.delete(functions + "/removed"));
            case "list-keys" -> outcome(client.get("/v1/keys"));
            case "make-key" -> key(client, "\"functions\":[]");
            case "make-key-that-reads" -> key(client, "\"readsData\":true");
            case "make-key-for-another" -> key(client, "\"user\":\"bob\"");
            case "make-administrator" -> key(client, "\"kind\":\"superuser\"");
            case "read-closed-data" -> file(client.get(data + "/closed/f"));
            case "read-data-for-functions" -> file(client.get(data + "/functions/f"));
            case "read-data-for-everybody" -> file(client.get(data + "/open/f"));
            case "write-data" -> outcome(put(client, data + "/closed/written", Client.TEXT, "x"));
            case "open-data" ->
                file(client.send(client.request(data + "/opening", "Content-Type", Client.JSON)
                        .method("PATCH", BodyPublishers.ofString("{\"acl\":{\"read\":[\"user://*\"]}}"))
                        .build()));
            case "own-function-reads-for-functions" -> told(client, account + "/reader", account + "/functions/f");
            case "own-function-reads-closed" -> told(client, account + "/reader", account + "/closed/f");
            case "others-function-reads-closed" -> told(client, "zoe/reader", account + "/closed/f");
            case "others-function-reads-for-functions" -> told(client, "zoe/reader", account + "/functions/f");
            case "others-function-writes" -> told(client, "zoe/writer", account + "/closed/written");
            case "create-algorithm" -> outcome(create(client, account, newName()));
            case "publish-privately" -> published(client, account, "private");
            case "publish-publicly" -> published(client, account, "public");
            case "make-user" -> outcome(client.post("/v1/users", Client.JSON, "{\"username\":\"" + newName() + "\"}"));
            case "make-organisation" ->
                outcome(client.post("/v1/organizations", Client.JSON, "{\"org_name\":\"" + newName() + "\"}"));
            default -> throw new AssertionError("nothing is called " + what);
        };
    }

    private static String told(Client client, String function, String input) {
        return outcome(client.call(function, "\"" + input + "\""));
    }

    private static String newName() {
        return "n" + UUID.randomUUID().toString().replace('-', '_');
    }

    private Reply create(Client client, String account, String name) {
        algorithms.add(account + "/" + name);
        return client.post("/v1/algorithms/" + account, Client.JSON, ALGORITHM.formatted(name));
    }

    /** A new algorithm of the account, made by somebody who may. */
    private String published(Client client, String account, String callability) {
        String name = newName();
        Reply made = create(administrator, account, name);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return outcome(client.post(
                "/v1/algorithms/" + account + "/" + name + "/versions", Client.JSON, PUBLISH.formatted(callability)));
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
        return isDone(reply) && reply.bytes().length > 0 && reply.json().has("error") ? failure(reply) : file(reply);
    }

    private static String failure(Reply reply) {
        boolean refused =
                reply.message().contains("may not call") || reply.message().contains("403");
        return refused ? "no" : reply.toString();
    }

    /** What came of a request whose answer need not be JSON. */
    private static String file(Reply reply) {
        return switch (reply.status()) {
            case 200, 201, 202, 204 -> "yes";
            case 401 -> "401";
            case 403 -> "no";
            default -> reply.toString();
        };
    }

    private static boolean isDone(Reply reply) {
        return reply.status() / 100 == 2;
    }

    private static String shown(Reply reply, String text) {
        String outcome = outcome(reply);
        return outcome.equals("yes") && !reply.text().contains(text) ? "hidden" : outcome;
    }

    private static String stack(Reply reply) {
        if (!isDone(reply)) {
            return outcome(reply);
        }
        assertThat(reply.message()).isEqualTo("as told");
        return Stream.of("stacktrace", "stack_trace").anyMatch(reply.json().path("error")::has) ? "yes" : "hidden";
    }
}
