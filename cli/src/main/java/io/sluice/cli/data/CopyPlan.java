package io.sluice.cli.data;

import io.sluice.cli.data.DataPath.Kind;
import io.sluice.cli.data.Transfer.LocalSource;
import io.sluice.cli.data.Transfer.LocalTarget;
import io.sluice.cli.data.Transfer.RemoteSource;
import io.sluice.cli.data.Transfer.RemoteTarget;
import io.sluice.cli.data.Transfer.Source;
import io.sluice.cli.data.Transfer.StandardInput;
import io.sluice.cli.data.Transfer.StandardOutput;
import io.sluice.cli.data.Transfer.Target;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a copy is made of. It is found out, and refused where it makes no sense, before anything is written. */
final class CopyPlan {

    private static final String PIPE = "-";

    private final Data data;
    private final boolean recursive;

    CopyPlan(Data data, boolean recursive) {
        this.data = data;
        this.recursive = recursive;
    }

    /** The ways of all files from the sources to the target, no two to the same place. */
    List<Transfer> transfers(List<String> sources, String target) {
        List<NamedSource> from = sources.stream().flatMap(this::sources).toList();
        boolean several = recursive || sources.size() > 1;
        Function<NamedSource, Target> to =
                DataPath.isOne(target) ? remoteTarget(DataPath.parse(target), several) : localTarget(target, several);
        List<Transfer> transfers = new ArrayList<>();
        Set<Target> taken = new HashSet<>();
        for (NamedSource source : from) {
            Target place = to.apply(source);
            if (!taken.add(place) && !(place instanceof StandardOutput)) {
                throw usage("two of the files would become " + place);
            }
            transfers.add(new Transfer(source.source(), place));
        }
        return transfers;
    }

    private record NamedSource(String name, Source source) {}

    private Stream<NamedSource> sources(String text) {
        if (text.equals(PIPE)) {
            return Stream.of(new NamedSource("", new StandardInput()));
        }
        return DataPath.isOne(text) ? remoteSources(DataPath.parse(text)) : localSources(Path.of(text));
    }

    private Stream<NamedSource> remoteSources(DataPath path) {
        if (path.kind() == Kind.FILE) {
            return Stream.of(remote(path, data.describe(path).size()));
        }
        if (!recursive || path.kind() != Kind.COLLECTION) {
            throw usage("'" + path + "' is not a file\n  -r copies all files of a collection.");
        }
        return data.list(path).files().stream().map(entry -> remote(path.child(entry.filename()), entry.size()));
    }

    private static NamedSource remote(DataPath path, long size) {
        return new NamedSource(path.name(), new RemoteSource(path, size));
    }

    private Stream<NamedSource> localSources(Path path) {
        if (!Files.exists(path)) {
            throw new CliFailure(ExitCode.NOT_FOUND, "there is no file " + path);
        }
        if (!Files.isDirectory(path)) {
            return Stream.of(local(path));
        }
        if (!recursive) {
            throw usage(path + " is a folder\n  -r copies all files of a folder.");
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> inside = files.sorted().toList();
            inside.stream().filter(Files::isDirectory).findFirst().ifPresent(folder -> {
                throw usage(
                        folder + " is a folder in a folder, and data is flat\n  Copy it to a collection of its own.");
            });
            return inside.stream().map(CopyPlan::local);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static NamedSource local(Path file) {
        if (!Files.isReadable(file)) {
            throw new CliFailure(ExitCode.NOT_ALLOWED, "the file " + file + " may not be read");
        }
        try {
            long size = Files.isRegularFile(file) ? Files.size(file) : -1;
            return new NamedSource(String.valueOf(file.getFileName()), new LocalSource(file, size));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CliFailure unreadable(Path path, IOException e) {
        return new CliFailure(ExitCode.NOT_FOUND, "cannot read " + path + ": " + e.getMessage(), e);
    }

    private Function<NamedSource, Target> remoteTarget(DataPath target, boolean several) {
        return switch (target.kind()) {
            case ROOT, OWNER ->
                throw usage("'" + target + "' takes no files\n  Name a collection, as "
                        + "data://OWNER/COLLECTION; 'sluice data mkdir' makes one.");
            case COLLECTION -> source -> new RemoteTarget(target.child(named(source, target)));
            case FILE -> {
                if (several) {
                    throw usage("'" + target + "' is one file and cannot take several\n  Name a collection.");
                }
                yield source -> new RemoteTarget(target);
            }
        };
    }

    private Function<NamedSource, Target> localTarget(String text, boolean several) {
        if (text.equals(PIPE)) {
            return source -> new StandardOutput();
        }
        Path target = Path.of(text);
        boolean folder = Files.isDirectory(target);
        Path needed =
                text.endsWith("/") || several ? target : target.toAbsolutePath().getParent();
        if (!recursive && needed != null && !Files.isDirectory(needed)) {
            throw usage("there is no folder " + needed);
        }
        if (!folder && recursive && Files.exists(target)) {
            throw usage(target + " is a file and cannot take several");
        }
        return source -> local(source, folder || recursive ? inside(target, named(source, target)) : target);
    }

    private static Target local(NamedSource source, Path target) {
        if (source.source() instanceof LocalSource) {
            throw usage("both " + source.source() + " and " + target
                    + " are files here\n  Data of the runtime's is named like data://.my/box/a.txt");
        }
        return new LocalTarget(target);
    }

    /** A name comes from the runtime, so that it must not lead elsewhere. */
    private static Path inside(Path folder, String name) {
        if (name.contains("/") || name.equals(".") || name.equals("..")) {
            throw usage("'" + name + "' is no name for a file in " + folder);
        }
        return folder.resolve(name);
    }

    private static String named(NamedSource source, Object target) {
        if (source.name().isEmpty()) {
            throw usage("standard input has no name\n  Name the file in " + target + ".");
        }
        return source.name();
    }

    private static CliFailure usage(String text) {
        return new CliFailure(ExitCode.USAGE, text);
    }
}
