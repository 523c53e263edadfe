package io.sluice.contract;

/**
 * The words of the HTTP contract between the runtime and an instance, version 1; {@code docs/instance-protocol.md}
 * tells the whole.
 */
public final class InstanceProtocol {

    /** The version that both sides name in the ready signal. */
    public static final int VERSION = 1;

    /** Environment: the Unix socket that the instance shall listen on, where it can. */
    public static final String ENV_SOCKET = "SLUICE_SOCKET";

    /** Environment: the TCP port on 127.0.0.1 to listen on instead; {@code 0} lets the instance choose one. */
    public static final String ENV_PORT = "PORT";

    /** Environment: the address for nested calls and the ready signal; knowing it is the right to use it. */
    public static final String ENV_API = "SLUICE_API";

    /** Environment: the same address, by the name that Algorithmia's clients look for. */
    public static final String ENV_ALGORITHMIA_API = "ALGORITHMIA_API";

    /** Environment: {@code owner/name@version} of the function. */
    public static final String ENV_FUNCTION = "SLUICE_FUNCTION";

    /** Environment: the instance's own id, as logs and {@code describe} show it. */
    public static final String ENV_INSTANCE = "SLUICE_INSTANCE";

    /** Environment: the folder of the unpacked package, which is never written to. */
    public static final String ENV_PACKAGE = "SLUICE_PACKAGE";

    /** Environment: how many calls the instance is given at once. */
    public static final String ENV_CONCURRENCY = "SLUICE_CONCURRENCY";

    /**
     * Environment: the version of the {@link io.sluice.contract.frames frames} that the runtime speaks. An instance that
     * speaks it too may listen for frames instead of HTTP, and says so in its {@link ReadySignal}.
     */
    public static final String ENV_FRAMES = "SLUICE_FRAMES";

    /** {@code 1} where the instance is started to train it and not to serve; absent otherwise. */
    public static final String ENV_TRAINING = "SLUICE_TRAINING";

    /** Path below {@link #ENV_API} that takes the {@link ReadySignal}. */
    public static final String READY_PATH = "/instance/ready";

    /**
     * Path below {@link #ENV_API} of the payloads of a call in progress: one is got below, at the name that a frame has for
     * it; a result is posted here, and answered with the {@code Location} whose end is the name that a frame may have for it then.
     */
    public static final String PAYLOAD_PATH = "/v1/payload";

    /** Request header: the id of the invocation. */
    public static final String INVOCATION = "sluice-invocation";

    /** Request header, to be handed back with nested calls: which call in progress they belong to. */
    public static final String TOKEN = "sluice-token";

    /** Request header: milliseconds that are left for this call. */
    public static final String TIMEOUT = "sluice-timeout-ms";

    /** Response header: {@link #OUTCOME_RESULT} or {@link #OUTCOME_FAILURE}. */
    public static final String OUTCOME = "sluice-outcome";

    /** The function returned; the body is its result. */
    public static final String OUTCOME_RESULT = "result";

    /** The function failed; the body is a {@link Failure} as JSON. */
    public static final String OUTCOME_FAILURE = "failure";

    private InstanceProtocol() {}
}
