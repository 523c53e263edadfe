package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The management API as Algorithmia's clients use it, in the order in which they do. */
@ExtendWith(SharedSluice.class)
final class ManagementIT {

    private static final String PUBLISH_PUBLIC = """
            {"settings": {"algorithm_callability": "public"}, "version_info": {"version_type": "major",
             "release_notes": "first", "sample_input": "Ada"}}
            """;

    private final Client admin;

    ManagementIT(Sluice sluice) {
        this.admin = sluice.administrator();
    }

    /** A client of a new user who may do what users may. */
    private Client user(String name) {
        Reply made = admin.post("/v1/keys", Client.JSON, "{\"user\": \"" + name + "\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return admin.withKey(made.json().path("key").asText());
    }

    private static String algorithm(String name, String language) {
        return """
                {"name": "%s", "details": {"label": "My %s"}, "settings": {"language": "%s", "environment": "cpu",
                 "license": "apl", "network_access": "full", "pipeline_enabled": true, "source_visibility": "closed"}}
                """.formatted(name, name, language);
    }

    private static Reply create(Client client, String owner, String name, String language) {
        return client.post("/v1/algorithms/" + owner, Client.JSON, algorithm(name, language));
    }

    private static Reply post(Client client, String path, String json) {
        return client.post("/v1/algorithms/" + path, Client.JSON, json);
    }

    private static Reply put(Client client, String path, String type, String body) {
        return client.send(client.request(path, "Content-Type", type)
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    @ParameterizedTest
    @CsvSource({"python3-1, hello Ada", "javascript, Hello Ada", "java, Hello Ada"})
    void create_eachLanguage_worksAtOnce(String language, String answer) {
        Client author = user("starts");
        String name = "New_" + language.replace('-', '_');

        Reply made = create(author, "starts", name, language);

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("compilation").path("successful").asBoolean())
                .as(made.text())
                .isTrue();
        assertThat(author.call("starts/" + name, "\"Ada\"").result().asText()).isEqualTo(answer);
    }

    @Test
    void algorithm_fromCreationToRemoval() {
        Client author = user("author");
        Client other = user("other");
        Reply made = create(author, "author", "Shout", "python3-1");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String id = made.json().path("id").asText();
        assertThat(made.json().path("resource_type").asText()).isEqualTo("algorithm");
        assertThat(made.json().path("settings").path("algorithm_callability").asText())
                .isEqualTo("private");
        assertThat(made.json().path("details").path("label").asText()).isEqualTo("My Shout");

        Reply compiled = post(author, "author/Shout/compile", "{}");
        assertThat(compiled.status()).isEqualTo(200);
        String hash = compiled.json().path("version_info").path("git_hash").asText();
        assertThat(hash).matches("[0-9a-f]{40}");
        assertThat(compiled.json().path("version_info").has("semantic_version")).isFalse();
        assertThat(author.call("author/Shout/" + hash, "\"Ada\"").result().asText())
                .isEqualTo("hello Ada");
        assertThat(other.call("author/Shout", "\"Ada\"").status()).isEqualTo(403);

        Reply first = post(author, "author/Shout/versions", "{\"version_info\": {\"version_type\": \"minor\"}}");
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.json().path("version_info").path("semantic_version").asText())
                .isEqualTo("0.1.0");
        assertThat(first.json().path("version_info").path("git_hash").asText()).isEqualTo(hash);
        assertThat(author.call("author/Shout/0.1.0", "\"Ada\"").result().asText())
                .isEqualTo("hello Ada");
        assertThat(author.call("author/Shout/" + hash, "\"Ada\"").result().asText())
                .isEqualTo("hello Ada");
        assertThat(author.call(id, "\"Ada\"").result().asText()).isEqualTo("hello Ada");
        assertThat(other.call("author/Shout/0.1.0", "\"Ada\"").status()).isEqualTo(403);
        assertThat(other.get("/v1/algorithms/author/Shout").status()).isEqualTo(403);

        Reply again = post(author, "author/Shout/version", PUBLISH_PUBLIC);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo(1007);

        assertThat(author.get("/v1/algorithms/author/Shout/versions").json().path("results"))
                .hasSize(1);
        JsonNode builds =
                author.get("/v1/algorithms/author/Shout/builds").json().path("results");
        assertThat(builds).hasSize(1);
        assertThat(builds.path(0).path("status").asText()).isEqualTo("succeeded");
        assertThat(builds.path(0).path("version_info").path("semantic_version").asText())
                .isEqualTo("0.1.0");
        String build = builds.path(0).path("build_id").asText();
        assertThat(author.get("/v1/algorithms/author/Shout/builds/" + build + "/logs")
                        .json()
                        .path("logs")
                        .asText())
                .contains("built author/Shout");
        assertThat(other.get("/v1/algorithms/author/Shout/builds").status()).isEqualTo(403);

        assertThat(author.delete("/v1/algorithms/author/Shout").status()).isEqualTo(204);
        assertThat(author.get("/v1/algorithms/author/Shout").text()).isEqualTo("{\"error\":\"No such algorithm\"}");
        assertThat(author.call("author/Shout", "1").status()).isEqualTo(404);
    }

    @Test
    void publish_public_isForEverybodyAndStays() {
        Client author = user("open");
        Client other = user("others");
        assertThat(create(author, "open", "Shared", "javascript").status()).isEqualTo(201);

        Reply published = post(author, "open/Shared/versions", PUBLISH_PUBLIC);

        assertThat(published.status()).as(published.text()).isEqualTo(200);
        JsonNode info = published.json().path("version_info");
        assertThat(List.of(
                        info.path("semantic_version").asText(),
                        info.path("release_notes").asText(),
                        info.path("sample_input").asText()))
                .containsExactly("1.0.0", "first", "Ada");
        assertThat(other.call("open/shared", "\"Ada\"").result().asText()).isEqualTo("Hello Ada");
        assertThat(other.get("/v1/algorithms/open/Shared").json().path("id"))
                .isEqualTo(published.json().path("id"));
        assertThat(other.get("/v1/algorithms/open").json().path("results")).hasSize(1);
        assertThat(author.delete("/v1/algorithms/open/Shared").status()).isEqualTo(403);
        assertThat(other.delete("/v1/algorithms/open/Shared").code()).isEqualTo(2001);
        assertThat(admin.delete("/v1/algorithms/open/Shared").status()).isEqualTo(204);
    }

    @Test
    void refusals_sayWhatIsWrongAsClientsKnowIt() {
        Client author = user("refused");
        assertThat(create(author, "refused", "Taken", "python3-1").status()).isEqualTo(201);

        Reply taken = create(author, "refused", "taken", "python3-1");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo(1002);
        assertThat(create(author, "refused", "no name", "python3-1").code()).isEqualTo(6001);
        assertThat(create(author, "refused", "Odd", "cobol").message()).contains("python3-1, javascript or java");
        assertThat(create(author, "refused", "Not-Java", "java").message()).contains("that of its class");
        assertThat(create(author, "somebody", "Mine", "python3-1").status()).isEqualTo(403);
        assertThat(post(author, "refused", "{").code()).isEqualTo(2013);
        assertThat(author.get("/v1/algorithms/refused/Taken/versions?limit=0").code())
                .isEqualTo(5003);
        assertThat(author.get("/v1/algorithms/refused/Taken/versions?marker=x").code())
                .isEqualTo(5002);
        assertThat(author.get("/v1/algorithms/refused/Taken/builds/x/logs").code())
                .isEqualTo(1010);
        assertThat(put(author, "/v1/algorithms/refused/Taken", Client.JSON, "{\"settings\": {\"license\": \"mit\"}}")
                        .message())
                .contains("source_visibility");
    }

    @Test
    void update_formByMistakeOrJson_answersWithTheObject() {
        Client author = user("updates");
        assertThat(create(author, "updates", "Said", "python3-1").status()).isEqualTo(201);

        Reply form = put(author, "/v1/algorithms/updates/Said", "application/x-www-form-urlencoded", "details=label");
        Reply json =
                put(author, "/v1/algorithms/updates/Said", Client.JSON, "{\"details\": {\"tagline\": \"louder\"}}");

        assertThat(form.status()).as(form.text()).isEqualTo(200);
        assertThat(form.json().path("name").asText()).isEqualTo("Said");
        assertThat(json.json().path("details").path("tagline").asText()).isEqualTo("louder");
        assertThat(json.json().path("details").path("label").asText()).isEqualTo("My Said");
    }

    @Test
    void organisation_membersManage_administratorsPublish() {
        Client founder = user("founder");
        Client member = user("member");
        Client stranger = user("stranger");
        Reply made = admin.post(
                "/v1/organizations",
                Client.JSON,
                "{\"org_name\": \"Guild\", \"org_label\": \"The guild\", \"type\": \"pro\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("resource_type").asText()).isEqualTo("organization");
        String members = "/v1/organizations/guild/members/";
        assertThat(put(admin, members + "founder", Client.JSON, "{\"role\": \"admin\"}")
                        .status())
                .isEqualTo(201);
        assertThat(put(founder, members + "member", Client.JSON, "{}").status()).isEqualTo(201);
        Reply already = put(founder, members + "member", Client.JSON, "{}");
        assertThat(already.status()).isEqualTo(200);
        assertThat(already.text())
                .as("clients take the status of empty answers only")
                .isEmpty();
        assertThat(put(member, members + "stranger", Client.JSON, "{}").status())
                .isEqualTo(403);
        assertThat(put(founder, members + "nobody", Client.JSON, "{}").code()).isEqualTo(3000);
        assertThat(put(founder, "/v1/organizations/guild", Client.JSON, "{\"org_label\": \"Guild\"}")
                        .status())
                .isEqualTo(204);

        assertThat(create(stranger, "Guild", "Work", "python3-1").status()).isEqualTo(403);
        assertThat(create(member, "Guild", "Work", "python3-1").status()).isEqualTo(201);
        assertThat(founder.call("guild/Work", "\"Ada\"").result().asText()).isEqualTo("hello Ada");
        assertThat(post(member, "Guild/Work/versions", PUBLISH_PUBLIC).status()).isEqualTo(403);
        assertThat(post(founder, "Guild/Work/versions", PUBLISH_PUBLIC).status())
                .isEqualTo(200);
        assertThat(stranger.call("guild/Work", "\"Ada\"").status()).isEqualTo(200);

        assertThat(admin.delete("/v1/organizations/guild").status()).isEqualTo(409);
        assertThat(founder.delete(members + "member").status()).isEqualTo(204);
        assertThat(post(member, "Guild/Work/compile", "").status()).isEqualTo(403);
        assertThat(admin.post("/v1/organizations", Client.JSON, "{\"org_name\": \"GUILD\"}")
                        .code())
                .isEqualTo(3101);
        assertThat(stranger.get("/v1/organizations/nowhere").code()).isEqualTo(3100);
        assertThat(stranger.get("/v1/organization/types").json()).hasSize(3);
    }

    @Test
    void keys_haveTheRightsTheyAreGiven() {
        Reply made = admin.post("/v1/users", Client.JSON, "{\"username\": \"keyed\", \"email\": \"k@example.org\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("resource_type").asText()).isEqualTo("user");
        assertThat(admin.post("/v1/users", Client.JSON, "{\"username\": \"Keyed\"}")
                        .code())
                .isEqualTo(3003);

        Client full = key(admin, "/v1/admin/users/keyed/keys", """
                {"key_type": "AlgorithmKey", "permissions": {"allow_algo": true, "algo_acl": ["algo://*"],
                 "allow_data": true, "allow_data_write": true, "allow_algo_management": true}}
                """);
        assertThat(create(full, "keyed", "Own", "python3-1").status()).isEqualTo(201);
        Client caller = key(full, "/v1/users/keyed/keys", """
                {"label": "calls", "permissions": {"allow_algo": true, "algo_acl": "algo://keyed/*"}}
                """);
        assertThat(caller.call("keyed/Own", "\"Ada\"").result().asText()).isEqualTo("hello Ada");
        Reply refused = create(caller, "keyed", "More", "python3-1");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo(2001);
        assertThat(caller.post("/v1/users/keyed/keys", Client.JSON, "{}").status())
                .isEqualTo(403);
        assertThat(full.post("/v1/users/keyed/keys", Client.JSON, "{\"key_type\": \"PlatformAdminKey\"}")
                        .status())
                .isEqualTo(403);

        Client platform = key(admin, "/v1/admin/users/keyed/keys", "{\"key_type\": \"ManagementKey\"}");
        assertThat(platform.post("/v1/users", Client.JSON, "{\"username\": \"byPlatform\"}")
                        .status())
                .isEqualTo(201);
        assertThat(platform.call("keyed/Own", "1").status()).isEqualTo(403);
        assertThat(platform.get("/v1/algorithms/keyed/Own").status()).isEqualTo(403);
        Reply listed = full.get("/v1/users/keyed/keys");
        assertThat(listed.json()).hasSize(3);
        assertThat(listed.text()).doesNotContain("\"key\":").doesNotContain("\"api_key\":");
    }

    @Test
    void keys_haveTheNamesOfGeneratedClientsToo() {
        Client owner = user("generated");
        Reply made = owner.post(
                "/v1/users/generated/keys",
                Client.JSON,
                "{\"key_label\": \"mine\", \"permissions\": {\"allow_algo\": true}}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("key_label").asText()).isEqualTo("mine");
        assertThat(made.json().path("username").asText()).isEqualTo("generated");
        assertThat(made.json().path("api_key").asText())
                .isEqualTo(made.json().path("key").asText())
                .startsWith("sim");
        assertThat(made.json().path("api_key_mask").asText()).isEqualTo("sim***");
    }

    @Test
    void refusals_nameTheParameter_andSayItInAHeaderToo() {
        Client author = user("refused");
        assertThat(create(author, "refused", "Any", "python3-1").status()).isEqualTo(201);
        Reply reply = author.get("/v1/algorithms/refused/Any/versions?limit=many");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").path("message").asText())
                .contains("many")
                .isEqualTo(reply.header("X-Error-Message"));
        assertThat(reply.json().path("error").has("hint")).isFalse();
    }

    @Test
    void builds_sayNothingOfAVersion_beforeThereIsOne() {
        Client author = user("unpublished");
        Reply made = create(author, "unpublished", "Any", "javascript");
        assertThat(made.json().path("build").path("status").asText()).isEqualTo("succeeded");
        assertThat(made.json().path("build").has("version_info")).isFalse();
        Reply published = post(author, "unpublished/Any/versions", "{}");
        assertThat(published.json().at("/build/version_info/semantic_version").asText())
                .isEqualTo("0.1.0");
    }

    private static Client key(Client maker, String path, String json) {
        Reply made = maker.post(path, Client.JSON, json);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return maker.withKey(made.json().path("key").asText());
    }

    @Test
    void environments_haveTemplatesAndMakeAlgorithms() {
        Client author = user("environments");
        JsonNode languages =
                author.get("/v1/algorithm-environments/edge/languages").json();
        assertThat(languages.findValuesAsText("name")).containsExactly("python3-1", "javascript", "java");

        JsonNode environment = author.get("/v1/algorithm-environments/edge/languages/javascript/environments")
                .json()
                .path("environments")
                .path(0);
        Reply template = author.get("/v1/algorithm-environments/edge/environment-specifications/"
                + environment.path("environment_specification_id").asText() + "/template");
        assertThat(template.status()).isEqualTo(200);
        assertThat(template.bytes()).startsWith(0x1f, 0x8b);
        Reply made = author.post("/v1/algorithms/environments", Client.JSON, """
                {"name": "ById", "settings": {"algorithm_environment": "%s"}}
                """.formatted(
                        environment.path("id").asText()));
        assertThat(made.json().path("settings").path("language").asText()).isEqualTo("javascript");
    }

    @Test
    void secrets_areVariablesOfTheAlgorithmAndNeverShown() {
        Client author = user("secretive");
        String id = create(author, "secretive", "Quiet", "python3-1")
                .json()
                .path("id")
                .asText();
        String provider =
                author.get("/v1/secret-provider").json().path(0).path("id").asText();

        Reply set = author.post("/v1/algorithms/" + id + "/secrets", Client.JSON, """
                {"owner_type": "algorithm", "owner_id": "%s", "short_name": "token", "provider_id": "%s",
                 "secret_key": "TOKEN", "secret_value": "hush-hush", "description": " "}
                """.formatted(id, provider));

        assertThat(set.status()).as(set.text()).isEqualTo(201);
        assertThat(set.text()).doesNotContain("hush-hush");
        Reply listed = author.get("/v1/algorithms/" + id + "/secrets");
        assertThat(listed.json().path("results").path(0).path("secret_key").asText())
                .isEqualTo("TOKEN");
        assertThat(listed.text()).doesNotContain("hush-hush");
        assertThat(author.get("/v1/functions/secretive/Quiet/secrets").text()).isEqualTo("[\"TOKEN\"]");
    }

    @Test
    void scms_areInternalOnly() {
        Client author = user("scms");

        assertThat(author.get("/v1/scms")
                        .json()
                        .path("results")
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo("internal");
        assertThat(author.get("/v1/scms/github").code()).isEqualTo(4009);
        assertThat(author.get("/v1/scms/internal/oauth/status").text())
                .isEqualTo("{\"authorization_status\":\"unauthorized\"}");
    }
}
