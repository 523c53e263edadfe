package io.sluice.functions;

import io.sluice.contract.InstanceProtocol;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says about the runtime that started this instance.
 *
 * @param api the address for nested calls, a secret; empty when an author runs the function by hand
 * @param socket the Unix socket to listen on
 * @param port the TCP port to listen on otherwise; 0: any free one
 */
record Surroundings(Optional<String> api, Optional<String> socket, int port) {

    private static final int PORT_BY_HAND = 8080;

    /**
     * Reads the variables of {@link InstanceProtocol}.
     *
     * @throws IllegalArgumentException when PORT is not a port
     */
    static Surroundings of(Map<String, String> environment) {
        Optional<String> api = named(environment, InstanceProtocol.ENV_API)
                .or(() -> named(environment, InstanceProtocol.ENV_ALGORITHMIA_API))
                .map(address -> address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
        int port = named(environment, InstanceProtocol.ENV_PORT)
                .map(Surroundings::port)
                .orElse(api.isPresent() ? 0 : PORT_BY_HAND);
        return new Surroundings(api, named(environment, InstanceProtocol.ENV_SOCKET), port);
    }

    private static Optional<String> named(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, in the same words as for a number out of range.
        }
        throw new IllegalArgumentException("PORT must be a number from 0 to 65535, was '" + text + "'");
    }

    /** Whether a runtime started this instance, and waits for it. */
    boolean hasRuntime() {
        return api.isPresent();
    }

    @Override
    public String toString() {
        return "Surroundings[socket=" + socket + ", port=" + port + "]";
    }
}
