package io.sluice.benchmarks.jvm;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Objects;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What the event loops of another JVM of this user have allocated. Asking takes some memory in that JVM, so measure that
 * before.
 */
public final class Allocation implements AutoCloseable {

    private static final String EVENT_LOOP = "vert.x-eventloop";

    private final JMXConnector connector;
    private final ThreadMXBean threads;

    private Allocation(JMXConnector connector, ThreadMXBean threads) {
        this.connector = connector;
        this.threads = threads;
    }

    /** Attaches to a process. */
    @SuppressWarnings("BanJNDI") // The address is one of this machine, and comes from the process itself.
    public static Allocation of(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
                JMXConnector connector = JMXConnectorFactory.connect(address);
                return new Allocation(
                        connector,
                        ManagementFactory.getPlatformMXBean(connector.getMBeanServerConnection(), ThreadMXBean.class));
            } finally {
                machine.detach();
            }
        } catch (IOException | AttachNotSupportedException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot attach to process " + pid + ": " + e.getMessage(), e);
        }
    }

    /** The bytes that its event loops have allocated up to now. */
    public long bytes() {
        long[] loops = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().startsWith(EVENT_LOOP))
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
        return Arrays.stream(threads.getThreadAllocatedBytes(loops))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The process has ended; so has the connection.
        }
    }
}
