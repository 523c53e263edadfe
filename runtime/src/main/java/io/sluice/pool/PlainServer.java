package io.sluice.pool;

import java.util.List;

/**
 * How an instance is started and spoken to that serves HTTP on a port of the runtime's choice, and knows nothing of the
 * instance protocol.
 *
 * @param command the program and its arguments; a program with a slash in it is one of the package
 * @param healthPath answers 2xx when calls may come; {@link #LISTENS}: they may when it listens
 * @param callPath takes the calls
 */
public record PlainServer(List<String> command, String healthPath, String callPath) {

    /** Stands for a health path, where there is none. */
    public static final String LISTENS = "tcp";

    public PlainServer {
        command = List.copyOf(command);
    }
}
