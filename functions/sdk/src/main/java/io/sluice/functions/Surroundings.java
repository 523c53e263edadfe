package io.sluice.functions;

import io.sluice.contract.InstanceProtocol;
import io.sluice.contract.frames.FrameSession;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says about the runtime that started this instance.
 *
 * @param api the address for nested calls, a secret; empty when an author runs the function by hand
 * @param socket the Unix socket to listen on
 * @param port the TCP port to listen on otherwise; 0: any free one
 * @param frames whether the runtime speaks frames as this SDK does
 * @param concurrency the most calls that come at once
 */
record Surroundings(Optional<String> api, Optional<String> socket, int port, boolean frames, int concurrency) {

    private static final int PORT_BY_HAND = 8080;

    /**
     * Reads the variables of {@link InstanceProtocol}.
     *
     * @throws IllegalArgumentException when PORT or SLUICE_CONCURRENCY is not a number that it may be
     */
    static Surroundings of(Map<String, String> environment) {
        Optional<String> api = named(environment, InstanceProtocol.ENV_API)
                .or(() -> named(environment, InstanceProtocol.ENV_ALGORITHMIA_API))
                .map(address -> address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
        int port = number(environment, InstanceProtocol.ENV_PORT, 0, 65535, api.isPresent() ? 0 : PORT_BY_HAND);
        int concurrency =
                number(environment, InstanceProtocol.ENV_CONCURRENCY, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        boolean frames = named(environment, InstanceProtocol.ENV_FRAMES)
                .filter(version -> version.equals(Integer.toString(FrameSession.VERSION)))
                .isPresent();
        return new Surroundings(
                api, named(environment, InstanceProtocol.ENV_SOCKET), port, frames && api.isPresent(), concurrency);
    }

    private static Optional<String> named(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static int number(Map<String, String> environment, String name, int least, int most, int otherwise) {
        Optional<String> text = named(environment, name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, in the same words as for a number out of range.
        }
        throw new IllegalArgumentException(
                name + " must be a number from " + least + " to " + most + ", was '" + text.get() + "'");
    }

    /** Whether a runtime started this instance, and waits for it. */
    boolean hasRuntime() {
        return api.isPresent();
    }

    @Override
    public String toString() {
        return "Surroundings[socket=" + socket + ", port=" + port + ", frames=" + frames + "]";
    }
}
