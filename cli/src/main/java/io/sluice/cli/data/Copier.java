package io.sluice.cli.data;

import io.sluice.cli.console.Console;
import io.sluice.cli.console.Progress;
import io.sluice.cli.data.Transfer.LocalSource;
import io.sluice.cli.data.Transfer.LocalTarget;
import io.sluice.cli.data.Transfer.RemoteSource;
import io.sluice.cli.data.Transfer.RemoteTarget;
import io.sluice.cli.data.Transfer.StandardInput;
import io.sluice.cli.data.Transfer.StandardOutput;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** Copies files between here and the runtime, each in a stream, and shows how far it is when there is much to copy. */
public final class Copier {

    private static final long MUCH = 8L << 20;
    private static final String KEPT = "\n  What was there before is there still.";

    private final Data data;
    private final Console console;

    public Copier(Data data, Console console) {
        this.data = data;
        this.console = console;
    }

    /** One file that was copied, with its size in bytes. */
    public record Copied(String from, String to, long bytes) {}

    /** Copies files to a place; {@code recursive} takes the files of folders and collections, and makes the place. */
    public List<Copied> copy(List<String> sources, String target, boolean recursive) {
        List<Transfer> transfers = new CopyPlan(data, recursive).transfers(sources, target);
        if (recursive) {
            make(target);
        }
        return copy(transfers);
    }

    /** Prints files one after the other. */
    public void print(List<DataPath> files) {
        for (DataPath file : files) {
            copy(new Transfer(new RemoteSource(file, -1), new StandardOutput()), bytes -> {});
        }
    }

    private void make(String target) {
        if (DataPath.isOne(target)) {
            data.makeIfAbsent(DataPath.parse(target));
            return;
        }
        try {
            Files.createDirectories(Path.of(target));
        } catch (IOException e) {
            throw new CliFailure(ExitCode.USAGE, "cannot make the folder " + target + ": " + e.getMessage(), e);
        }
    }

    private List<Copied> copy(List<Transfer> transfers) {
        boolean unknown = transfers.stream().anyMatch(it -> it.from().size() < 0);
        long total = transfers.stream().mapToLong(it -> it.from().size()).sum();
        if (!unknown && total < MUCH) {
            return transfers.stream().map(it -> copy(it, bytes -> {})).toList();
        }
        String task = transfers.size() == 1 ? "Copying " + transfers.getFirst().from() : "Copying";
        try (Progress progress = Progress.ofBytes(console, task, unknown ? -1 : total)) {
            return transfers.stream().map(it -> copy(it, progress::advance)).toList();
        }
    }

    private Copied copy(Transfer transfer, LongConsumer progress) {
        long[] copied = new long[1];
        LongConsumer count = bytes -> {
            copied[0] += bytes;
            progress.accept(bytes);
        };
        try (InputStream in = new Counted(open(transfer.from()), count)) {
            write(transfer, in);
        } catch (FileSystemException e) {
            throw new CliFailure(ExitCode.USAGE, broken(transfer, e), e);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.UNREACHABLE, broken(transfer, e), e);
        }
        return new Copied(transfer.from().toString(), transfer.to().toString(), copied[0]);
    }

    private static String broken(Transfer transfer, IOException e) {
        String reason =
                switch (e) {
                    case AccessDeniedException denied -> "no permission for " + denied.getFile();
                    case NoSuchFileException absent -> "there is no " + absent.getFile();
                    default -> String.valueOf(e.getMessage());
                };
        return "copying " + transfer.from() + " to " + transfer.to() + " broke: " + reason + kept(transfer.to());
    }

    private static String kept(Transfer.Target target) {
        return switch (target) {
            case LocalTarget local -> KEPT;
            case RemoteTarget remote -> KEPT;
            case StandardOutput out -> "";
        };
    }

    private InputStream open(Transfer.Source source) throws IOException {
        return switch (source) {
            case LocalSource local -> Files.newInputStream(local.file());
            case RemoteSource remote -> data.open(remote.file());
            case StandardInput pipe -> console.in();
        };
    }

    private void write(Transfer transfer, InputStream in) throws IOException {
        switch (transfer.to()) {
            case LocalTarget local -> LocalFile.write(local.file(), in);
            case RemoteTarget remote ->
                data.write(remote.file(), in, transfer.from().size());
            case StandardOutput out -> in.transferTo(new Checked(console.out()));
        }
    }

    /** A print stream that says so when nobody reads it any more, instead of taking the rest for nothing. */
    private static final class Checked extends FilterOutputStream {

        private final PrintStream stream;

        Checked(PrintStream stream) {
            super(OutputStream.nullOutputStream());
            this.stream = stream;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            stream.write(bytes, from, length);
            if (stream.checkError()) {
                throw new IOException("nobody reads it");
            }
        }
    }
}
