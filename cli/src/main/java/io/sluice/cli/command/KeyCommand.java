package io.sluice.cli.command;

import io.sluice.cli.client.Paths;
import io.sluice.cli.console.Table;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.KeyRights;
import io.sluice.contract.api.KeySummary;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** API keys: everybody's for administrators, for others their own. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Create, list and revoke API keys.",
        synopsisSubcommandLabel = "COMMAND")
final class KeyCommand {

    private static final String KEYS = "/v1/keys";

    private final Session session;

    KeyCommand(Session session) {
        this.session = session;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Create a key and print it; it is shown this once.",
                "Without options it may do all that its user may; with one of --functions, --data and --manage"
                        + " nothing but what they say."
            })
    int create(
            @Parameters(paramLabel = "USER", description = "Whom it acts for.") String user,
            @Mixin KeyOptions options) {
        KeySummary created = session.client().post(KEYS, options.wanted(user), KeySummary.class);
        session.say(created, String.valueOf(created.key()));
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "List the keys, without what they are made of.")
    int list() {
        List<KeySummary> keys = session.client().list(KEYS, KeySummary.class).stream()
                .map(KeySummary::withoutKey)
                .toList();
        session.print(keys, () -> table(keys));
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "Revoke a key.")
    int revoke(@Parameters(paramLabel = "ID", description = "As 'sluice key list' shows it.") String id) {
        session.client().send("DELETE", KEYS + "/" + Paths.encoded(id), "");
        session.say(Map.of("revoked", id), "The key " + id + " is revoked.");
        return ExitCode.OK;
    }

    private static Table table(List<KeySummary> keys) {
        Table table = new Table("ID", "USER", "KIND", "FUNCTIONS", "DATA", "MANAGES", "WEB", "LABEL", "CREATED");
        keys.forEach(key -> table.row(
                key.id(),
                key.user(),
                key.rights().kind(),
                functions(key.rights()),
                KeyOptions.Data.of(key.rights()),
                key.rights().managesFunctions() ? "yes" : "no",
                key.rights().webOrigin() == null ? "" : key.rights().webOrigin(),
                key.label(),
                key.createdAt()));
        return table;
    }

    private static String functions(KeyRights rights) {
        return rights.functions().isEmpty()
                ? "none"
                : String.join(" ", rights.functions()).replace("algo://", "");
    }
}
