package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.api.KeySummary;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of data in inputs: a function reads what its caller may, and what its owner has opened to it; no more by any detour. */
@ExtendWith(SharedSluice.class)
final class OnBehalfIT {

    private static final String PUBLIC = "permissions: {callability: public}\n";

    private final Sluice sluice;
    private final Client administrator;
    private Client nan;

    OnBehalfIT(Sluice sluice) {
        this.sluice = sluice;
        this.administrator = sluice.administrator();
    }

    @BeforeEach
    void makeFunctionsAndFiles() {
        nan = user("nan");
        Client rob = user("rob");
        rob.deployed(
                Packages.text("name: rob/reads\nruntime: python\npackage: .\n" + PUBLIC, Map.of("app/main.py", """
                import os
                import urllib.error
                import urllib.request

                def apply(address):
                    path = address.replace("data://", "/v1/data/")
                    try:
                        with urllib.request.urlopen(os.environ["SLUICE_API"] + path) as reply:
                            return reply.read().decode()
                    except urllib.error.HTTPError as refused:
                        return str(refused.code)
                """)));
        rob.deployed(
                Packages.text("name: rob/asks\nruntime: python\npackage: .\n" + PUBLIC, Map.of("app/main.py", """
                import sluice

                def apply(address):
                    return sluice.call("rob/reads", address)
                """)));
        rob.deployed(Packages.text(
                "name: rob/flow\nruntime: pipeline\npackage: flow.yaml\n" + PUBLIC,
                Map.of("app/flow.yaml", "do:\n- read: {call: rob/reads}\n")));
        file(nan, "mine", "[]", "of nan");
        file(rob, "mine", "[]", "of rob");
        file(rob, "tools", "[\"algo://.my/*\"]", "of rob's functions");
    }

    @AfterEach
    void runtimeNotedNoMistakes() {
        assertThat(sluice.errors()).isEmpty();
    }

    private Client user(String name) {
        Reply made = administrator.post("/v1/keys", Client.JSON, "{\"user\":\"" + name + "\"}");
        return administrator.withKey(String.valueOf(made.as(KeySummary.class).key()));
    }

    private static void file(Client of, String box, String readers, String content) {
        of.post("/v1/data/.my", Client.JSON, "{\"name\":\"" + box + "\",\"acl\":{\"read\":" + readers + "}}");
        Reply put = of.send(of.request("/v1/data/.my/" + box + "/a")
                .PUT(BodyPublishers.ofString(content))
                .build());
        assertThat(put.status()).as(put.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "rob/reads, data://nan/mine/a,  of nan",
        "rob/reads, data://.my/mine/a,  of nan",
        "rob/reads, data://rob/mine/a,  403",
        "rob/reads, data://rob/tools/a, of rob's functions",
        "rob/asks,  data://nan/mine/a,  of nan",
        "rob/asks,  data://rob/mine/a,  403",
        "rob/flow,  data://nan/mine/a,  of nan",
        "rob/flow,  data://rob/mine/a,  403",
    })
    void function_readsWhatItsCallerMay_andWhatIsOpenToIt(String function, String address, String expected) {
        Reply reply = nan.call(function, "\"" + address + "\"");

        assertThat(reply.result().asText()).as(reply.text()).isEqualTo(expected);
    }
}
