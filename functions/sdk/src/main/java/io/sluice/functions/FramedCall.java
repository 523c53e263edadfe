package io.sluice.functions;

import io.sluice.contract.ContentType;
import io.sluice.contract.InstanceProtocol;
import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.Fields;
import io.sluice.contract.frames.FrameCall;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that came as a frame: the frame's head says the rest, and is decoded when it is asked. Immutable. */
final class FramedCall extends Call {

    private final FrameConnection connection;
    private final long id;
    private final Fields head;
    private final @Nullable CallOutput output;

    /** The call that arrives now, at that time. */
    FramedCall(FrameConnection connection, FrameCall call, Fields head, long now) {
        super(targetOf(head), deadlineOf(call, now));
        this.connection = connection;
        this.id = call.id();
        this.head = head;
        this.output = head.text(Field.OUTPUT) == null ? null : new CallOutput();
    }

    private static String targetOf(Fields head) {
        String target = head.text(Field.TARGET);
        return target == null ? "" : target;
    }

    private static long deadlineOf(FrameCall call, long now) {
        return call.deadline() == Long.MAX_VALUE ? now + DEFAULT_TIMEOUT.toNanos() : call.deadline();
    }

    /** The connection that it came on, and that nested calls take. */
    FrameConnection connection() {
        return connection;
    }

    /** Its id there. */
    long id() {
        return id;
    }

    @Override
    @Nullable
    String token() {
        return head.text(Field.TOKEN);
    }

    @Override
    @Nullable
    CallOutput output() {
        return output;
    }

    @Override
    @Nullable
    ContentType contentType() {
        return head.number(Field.CONTENT_TYPE, -1) < 0 ? ContentType.JSON : head.contentType();
    }

    @Override
    @Nullable
    String mediaType() {
        ContentType type = contentType();
        if (type == null) {
            return "number " + head.number(Field.CONTENT_TYPE, -1);
        }
        return type == ContentType.VOID ? null : type.mediaType();
    }

    @Override
    public String invocation() {
        return textOr(Field.INVOCATION).orElse("");
    }

    @Override
    public Optional<String> traceParent() {
        return textOr(Field.TRACE_PARENT);
    }

    private Optional<String> textOr(int field) {
        return Optional.ofNullable(head.text(field));
    }

    @Override
    @Nullable
    String traceState() {
        return head.text(Field.TRACE_STATE);
    }

    @Override
    @Nullable
    String baggage() {
        return head.text(Field.BAGGAGE);
    }

    @Override
    Map<String, String> attributes() {
        return head.attributes();
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> all = new HashMap<>(attributes());
        put(all, "content-type", mediaType());
        put(all, InstanceProtocol.INVOCATION, head.text(Field.INVOCATION));
        put(all, "traceparent", head.text(Field.TRACE_PARENT));
        put(all, "tracestate", traceState());
        put(all, "baggage", baggage());
        long timeout = head.number(Field.TIMEOUT, -1);
        put(all, InstanceProtocol.TIMEOUT, timeout < 0 ? null : Long.toString(timeout));
        return Map.copyOf(all);
    }

    private static void put(Map<String, String> all, String name, @Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }
}
