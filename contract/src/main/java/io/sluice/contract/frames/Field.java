package io.sluice.contract.frames;

/** The fields that a frame's head may have, by their number on the wire; {@code docs/frames.md} tells what each means. */
public final class Field {

    /** Text: the entry point, or for a nested call the function's reference. */
    public static final int TARGET = 1;

    /** Number: milliseconds that are left. */
    public static final int TIMEOUT = 2;

    /** Number: what the payload is, see {@link Fields#contentType()}. */
    public static final int CONTENT_TYPE = 3;

    /** Text: the W3C {@code traceparent}. */
    public static final int TRACE_PARENT = 4;

    /** Text: the W3C {@code tracestate}. */
    public static final int TRACE_STATE = 5;

    /** Text: the W3C {@code baggage}. */
    public static final int BAGGAGE = 6;

    /** Text: the invocation's id. */
    public static final int INVOCATION = 7;

    /** Text {@code name=value}, any number of them: the attributes of a CloudEvent, {@code ce-} before each name. */
    public static final int ATTRIBUTE = 8;

    /** Number: the call in progress that a nested call is made in. */
    public static final int PARENT = 9;

    /** Number: the HTTP status that a nested call's failure has at the gateway. */
    public static final int STATUS = 10;

    /** Number: milliseconds after which it is worth trying again. */
    public static final int RETRY_AFTER = 11;

    /** Text: why. */
    public static final int REASON = 12;

    /** Number: how many more bytes of payload may be sent. */
    public static final int CREDIT = 13;

    /** Number: the first version that the sender speaks. */
    public static final int FIRST_VERSION = 14;

    /** Number: the last version that the sender speaks. */
    public static final int LAST_VERSION = 15;

    /** Number: nanoseconds that a nested call took. */
    public static final int DURATION = 16;

    /** Number: the most calls in progress that the sender takes. */
    public static final int CALLS = 17;

    /**
     * Text: in a call, that its caller wants what the function writes to standard output and error in its course; in the
     * answer, what that was. Senders may leave it out.
     */
    public static final int OUTPUT = 128;

    /** How many bytes of {@link #OUTPUT} an answer has at most. */
    public static final int MOST_OUTPUT = 32 * 1024;

    /**
     * Text: what is handed back by HTTP, in {@link io.sluice.contract.InstanceProtocol#TOKEN}, with what is asked of the
     * runtime in the course of this call.
     */
    public static final int TOKEN = 129;

    /**
     * Text: the payload is not in the frame, but where this names it; see {@link
     * io.sluice.contract.InstanceProtocol#PAYLOAD_PATH}. Only to who said {@link #REFERENCES}.
     */
    public static final int REFERENCE = 130;

    /** Number, in a HELLO: 1 where the sender takes payloads by {@link #REFERENCE}. */
    public static final int REFERENCES = 131;

    /**
     * Number: in a call or a {@link FrameKind#TAKEN}, how many (more) frames of items may be sent; in a result, how many items
     * were.
     */
    public static final int ITEMS = 140;

    /** Fields from here on may be skipped by who doesn't know them. */
    static final int OPTIONAL = 128;

    private static final int LAST_KNOWN = CALLS;

    private Field() {}

    /** Whether a receiver of this version may go on with it. */
    static boolean acceptable(int tag) {
        return tag >= OPTIONAL || tag >= TARGET && tag <= LAST_KNOWN;
    }
}
