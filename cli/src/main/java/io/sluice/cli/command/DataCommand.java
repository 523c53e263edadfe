package io.sluice.cli.command;

import io.sluice.cli.console.Table;
import io.sluice.cli.data.Access;
import io.sluice.cli.data.Copier;
import io.sluice.cli.data.Copier.Copied;
import io.sluice.cli.data.Data;
import io.sluice.cli.data.DataPath;
import io.sluice.cli.data.DataPath.Kind;
import io.sluice.cli.data.Listing;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Files in collections that the runtime keeps, for functions and for people. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = {
            "List, copy, show and remove files that the runtime keeps, as data://OWNER/COLLECTION/FILE.",
            "The owner .my is whoever the key acts for."
        },
        synopsisSubcommandLabel = "COMMAND")
final class DataCommand {

    private static final String READERS =
            "private, my-algos (your algorithms too, whoever calls them; the default), public, or as the API has it: user://*";

    private final Session session;

    DataCommand(Session session) {
        this.session = session;
    }

    private Data data() {
        return new Data(session.client());
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "List owners, an owner's collections or a collection's files.")
    int ls(
            @Parameters(paramLabel = "PATH", arity = "0..1", defaultValue = "data://", description = "Default: data://")
                    String path) {
        DataPath place = DataPath.parse(path);
        Listing listing = place.kind() == Kind.FILE
                ? new Listing(List.of(), List.of(data().describe(place)))
                : data().list(place);
        session.print(listing, () -> DataTable.of(listing));
        return ExitCode.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Copy files to the runtime, from it, or within it; - is standard input or output:%n"
                    + "  sluice data cp photo.jpg data://.my/box%n"
                    + "  sluice data cp -r data://.my/box photos")
    int cp(
            @Option(
                            names = {"-r", "--recursive"},
                            description =
                                    "Copy all files of a folder to a collection, or the other way round, and make it.")
                    boolean recursive,
            @Parameters(paramLabel = "SOURCE... TARGET", arity = "2..*") List<String> paths) {
        String target = paths.getLast();
        List<Copied> copied =
                new Copier(data(), session.console).copy(paths.subList(0, paths.size() - 1), target, recursive);
        if (!target.equals("-")) {
            session.say(copied, sentence(copied, target));
        }
        return ExitCode.OK;
    }

    private static String sentence(List<Copied> copied, String target) {
        String size = DataTable.size(copied.stream().mapToLong(Copied::bytes).sum());
        return copied.size() == 1
                ? "copied " + copied.getFirst().from() + " to "
                        + copied.getFirst().to() + ", " + size
                : "copied " + copied.size() + " files to " + target + ", " + size;
    }

    @Command(mixinStandardHelpOptions = true, description = "Print files as they are.")
    int cat(@Parameters(paramLabel = "FILE", arity = "1..*") List<String> paths) {
        List<DataPath> files = paths.stream()
                .map(path -> DataPath.parse(path).require(Kind.FILE))
                .toList();
        new Copier(data(), session.console).print(files);
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "Remove files, or collections.")
    int rm(
            @Option(names = "--force", description = "Remove collections with the files in them.") boolean force,
            @Parameters(paramLabel = "PATH", arity = "1..*") List<String> paths) {
        for (DataPath path : paths.stream().map(DataCommand::removable).toList()) {
            long files = data().remove(path, force);
            session.say(Map.of("removed", path.toString(), "files", files), path + " is removed");
        }
        return ExitCode.OK;
    }

    private static DataPath removable(String text) {
        DataPath path = DataPath.parse(text);
        if (path.kind() == Kind.ROOT || path.kind() == Kind.OWNER) {
            throw new CliFailure(ExitCode.USAGE, "'" + path + "' is neither a file nor a collection");
        }
        return path;
    }

    @Command(mixinStandardHelpOptions = true, description = "Make collections.")
    int mkdir(
            @Option(names = "--acl", paramLabel = "WHO", description = "Who may read it: " + READERS) @Nullable
                    String who,
            @Parameters(paramLabel = "COLLECTION", arity = "1..*") List<String> paths) {
        List<String> read = who == null ? null : Access.parse(who);
        for (DataPath path : paths.stream().map(DataCommand::collection).toList()) {
            data().make(path, read);
            session.say(Map.of("made", path.toString()), path + " is made");
        }
        return ExitCode.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Show or say who may read a collection; only its owner ever writes.")
    int acl(
            @Parameters(index = "0", paramLabel = "COLLECTION") String path,
            @Parameters(index = "1", paramLabel = "WHO", arity = "0..1", description = READERS) @Nullable String who) {
        DataPath collection = collection(path);
        if (who != null) {
            data().allow(collection, Access.parse(who));
        }
        List<String> read = who == null ? data().access(collection) : Access.parse(who);
        session.print(
                Map.of("collection", collection.toString(), "read", read),
                () -> new Table("COLLECTION", "READERS").row(collection, Access.text(read)));
        return ExitCode.OK;
    }

    private static DataPath collection(String text) {
        return DataPath.parse(text).require(Kind.COLLECTION);
    }
}
