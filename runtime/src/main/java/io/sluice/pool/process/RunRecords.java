package io.sluice.pool.process;

import io.sluice.pool.process.ProcessTable.Family;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.jboss.logging.Logger;

/**
 * A file in the run folder for each instance that was started and is not known to be gone, so that the next runtime can
 * end what a killed one left. Blocks.
 */
final class RunRecords {

    private static final Logger LOG = Logger.getLogger(RunRecords.class);
    private static final String SUFFIX = ".instance";

    private final Path folder;
    private final String boot = bootId();
    private final long runtimePid = ProcessHandle.current().pid();
    private final long runtimeStart = ProcessTable.start(runtimePid);

    RunRecords(Path folder) {
        this.folder = folder;
    }

    /** Notes an instance; before its process is there with pid 0, so that even then its environment marks it. */
    void write(InstanceFiles files, Family family, String group) throws IOException {
        Properties record = new Properties();
        record.setProperty("boot", boot);
        record.setProperty("runtime.pid", Long.toString(runtimePid));
        record.setProperty("runtime.start", Long.toString(runtimeStart));
        record.setProperty("pid", Long.toString(family.pid()));
        record.setProperty("start", Long.toString(family.start()));
        record.setProperty("marker", family.marker());
        record.setProperty("socket", files.socket().toString());
        record.setProperty("sockets", files.isAlone() ? files.sockets().toString() : "");
        record.setProperty("scratch", files.scratch().toString());
        record.setProperty("group", group);
        Path part = folder.resolve(files.name() + ".part");
        try (Writer writer = Files.newBufferedWriter(part)) {
            record.store(writer, null);
        }
        Files.move(part, path(files.name()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Forgets an instance that is gone. */
    void remove(String name) {
        Folders.deleteQuietly(path(name));
    }

    /** Ends what runtimes that are dead have left, and removes its files. */
    void sweep() {
        try (DirectoryStream<Path> records = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path record : records) {
                sweep(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sweep(Path file) throws IOException {
        Properties record = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            record.load(reader);
        }
        boolean sameBoot = boot.equals(record.getProperty("boot"));
        if (sameBoot && ProcessTable.lives(number(record, "runtime.pid"), number(record, "runtime.start"))) {
            return;
        }
        if (sameBoot) {
            LOG.infof("Ending an instance that a killed runtime left; record=%s", file.getFileName());
            ProcessTable.kill(
                    new Family(number(record, "pid"), number(record, "start"), record.getProperty("marker", "\0")));
        }
        Folders.deleteQuietly(Path.of(record.getProperty("socket")));
        Folders.deleteTreeQuietly(Path.of(record.getProperty("scratch")));
        if (!record.getProperty("sockets", "").isEmpty()) {
            Folders.deleteTreeQuietly(Path.of(record.getProperty("sockets")));
        }
        if (!record.getProperty("group").isEmpty()) {
            MemoryGroup.remove(Path.of(record.getProperty("group")));
        }
        Folders.deleteQuietly(file);
    }

    private static long number(Properties record, String key) {
        return Long.parseLong(record.getProperty(key, "0"));
    }

    private Path path(String name) {
        return folder.resolve(name + SUFFIX);
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
