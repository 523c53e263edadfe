package io.sluice.cli.command;

import io.sluice.contract.api.KeyRights;
import io.sluice.contract.api.NewKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What a new key may do, as options. */
final class KeyOptions {

    /** What a key may do with data. */
    enum Data {
        none,
        read,
        write,
        all;

        boolean reads() {
            return this == read || this == all;
        }

        boolean writes() {
            return this == write || this == all;
        }

        static Data of(KeyRights rights) {
            if (rights.readsData()) {
                return rights.writesData() ? all : read;
            }
            return rights.writesData() ? write : none;
        }
    }

    /** Keys of another kind than a user's have the rights of their kind. */
    static final class Kind {

        @Option(names = "--admin", description = "It may do everything, for every account.")
        private boolean superuser;

        @Option(
                names = "--accounts-only",
                description = "It administers accounts and their keys, and does nothing else: no calls, no data.")
        private boolean platformAdmin;

        private String word() {
            return superuser ? "superuser" : "platform-admin";
        }
    }

    @ArgGroup
    private @Nullable Kind kind;

    @Option(
            names = "--functions",
            paramLabel = "PATTERN",
            description = "It calls these functions: '*', 'owner/*' or 'owner/name'; may be given several times.")
    private @Nullable List<String> functions;

    @Option(names = "--data", paramLabel = "RIGHT", description = "It may do this with data: ${COMPLETION-CANDIDATES}.")
    private @Nullable Data data;

    @Option(names = "--manage", description = "It deploys, changes and removes functions, and makes keys.")
    private @Nullable Boolean manage;

    @Option(
            names = "--web-origin",
            paramLabel = "ORIGIN",
            description = "Pages of this origin may use it in browsers, as 'https://example.org'; '*' for all.")
    private @Nullable String webOrigin;

    @Option(names = "--label", paramLabel = "TEXT", description = "What to call it in the list of keys.")
    private @Nullable String label;

    NewKey wanted(String user) {
        return new NewKey(
                user,
                label,
                kind == null ? null : kind.word(),
                functions,
                data == null ? null : data.reads(),
                data == null ? null : data.writes(),
                manage,
                webOrigin);
    }
}
