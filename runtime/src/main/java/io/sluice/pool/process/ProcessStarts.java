package io.sluice.pool.process;

import io.sluice.pool.PoolFailure.StartFailed;
import io.sluice.pool.process.ProcessTable.Family;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the process of an instance: a fork where there can be one, with its folders, its memory limit, and a record by
 * which the next runtime would find it. Nothing of a start is left unrecorded, whenever this runtime is killed.
 *
 * <p>Called on the thread that starts instances, since the kernel ties their lives to it. Blocks.
 */
final class ProcessStarts {

    private static final Logger LOG = Logger.getLogger(ProcessStarts.class);
    private static final int SOCKET_PATH_BYTES = 103;

    private final ProcessDriverSettings settings;
    private final ProcessLauncher launcher;
    private final RunRecords records;
    private final MemoryGroups groups;
    private final ForkServers forks;
    private final String runtime = Long.toString(ProcessHandle.current().pid());

    ProcessStarts(
            ProcessDriverSettings settings,
            ProcessLauncher launcher,
            RunRecords records,
            MemoryGroups groups,
            ForkServers forks) {
        this.settings = settings;
        this.launcher = launcher;
        this.records = records;
        this.groups = groups;
        this.forks = forks;
    }

    /**
     * The instance's process, begun and limited. {@link #begun} follows when its output is read.
     *
     * @throws StartFailed if its socket would have too long a path
     * @throws IOException if the host can't start it
     */
    Process begin(ProcessInstance instance) throws IOException {
        checkSocketPath(instance.files());
        groups.create(runtime + "-" + instance.id(), instance.spec().memoryBytes())
                .ifPresent(instance::limitedBy);
        Process process = process(instance);
        limit(instance, process);
        return process;
    }

    /** Tells the instance of its process, and notes whose it is. */
    void begun(ProcessInstance instance, Process process, InstanceLog log) {
        Family family = new Family(
                process.pid(),
                ProcessTable.start(process.pid()),
                instance.files().marker());
        instance.started(process, family, log);
        note(instance, family);
    }

    /** Starts what the next instance of that version can be a fork of, where there can be such a thing. */
    void wantForks(ProcessInstance instance) {
        InstanceFiles files = files(instance.id() + "-f");
        if (length(files.socket()) <= SOCKET_PATH_BYTES) {
            forks.want(instance.spec(), files);
        }
    }

    /** The places of an instance, or a fork server, of that name. */
    InstanceFiles files(String name) {
        return InstanceFiles.of(settings.runFolder(), settings.scratchFolder(), name);
    }

    private Process process(ProcessInstance instance) throws IOException {
        ForkServer server = forks.ready(instance.spec());
        Process fork = server == null ? null : fork(instance, server);
        if (fork != null) {
            return fork;
        }
        InstanceFiles files = files(instance.id().value());
        instance.files(files);
        records.write(files, new Family(0, 0, files.marker()), "");
        Folders.createPrivate(files.scratch());
        Folders.createPrivate(files.sockets());
        return launcher.launch(instance, launcher.environment(instance));
    }

    private @Nullable Process fork(ProcessInstance instance, ForkServer server) throws IOException {
        InstanceFiles files = server.files().ofFork(instance.id().value());
        instance.files(files);
        records.write(files, new Family(0, 0, files.marker()), "");
        try {
            Folders.createNew(files.scratch());
        } catch (IOException e) {
            LOG.debugf(e, "Not forked; function=%s", instance.spec().label());
            return null;
        }
        Process fork = forks.fork(server, launcher.environment(instance));
        if (fork == null) {
            Folders.deleteTreeQuietly(files.scratch());
        }
        return fork;
    }

    private void checkSocketPath(InstanceFiles files) {
        int bytes = length(files.socket());
        if (bytes > SOCKET_PATH_BYTES) {
            throw new StartFailed("run folder " + settings.runFolder() + ": a socket's path may have "
                    + SOCKET_PATH_BYTES + " bytes, would have " + bytes + "; choose a shorter run folder");
        }
    }

    private static int length(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** A fork has not joined its group by itself. */
    private static void limit(ProcessInstance instance, Process process) {
        MemoryGroup group = instance.group();
        try {
            if (group != null) {
                group.add(process.pid());
            }
        } catch (IOException e) {
            LOG.debugf(e, "Not in a memory control group; instance=%s", instance.id());
            instance.unlimited();
            group.remove();
        }
    }

    /** Without it the instance is still known by the marker in the note that was made before. */
    private void note(ProcessInstance instance, Family family) {
        MemoryGroup group = instance.group();
        try {
            records.write(
                    instance.files(),
                    family,
                    group == null ? "" : group.folder().toString());
        } catch (IOException e) {
            LOG.warnf(e, "The record of an instance could not be completed; instance=%s", instance.id());
        }
    }
}
