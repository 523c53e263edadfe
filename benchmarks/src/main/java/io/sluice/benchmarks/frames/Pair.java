package io.sluice.benchmarks.frames;

import io.sluice.contract.ContentType;
import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.Fields;
import io.sluice.contract.frames.FrameCall;
import io.sluice.contract.frames.FrameHandler;
import io.sluice.contract.frames.FrameListener;
import io.sluice.contract.frames.FrameSession;
import io.sluice.contract.frames.FrameSession.Side;
import io.sluice.contract.frames.FrameWriter;
import io.sluice.contract.frames.HeadSource;
import io.sluice.contract.frames.SessionLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A runtime's session and an instance's, in one thread; the instance answers with what it is sent. */
final class Pair {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final SessionLimits LIMITS = SessionLimits.of(10 << 20, 1000);

    private final Wire toInstance = new Wire();
    private final Wire toRuntime = new Wire();
    private final FrameSession runtime = new FrameSession(Side.RUNTIME, LIMITS, toInstance, new Caller(), 0);
    private final FrameSession instance = new FrameSession(Side.INSTANCE, LIMITS, toRuntime, new Echo(), 0);
    private final Asked listener = new Asked();
    private final byte[] payload;
    private long answered;
    private long read;

    Pair(int payloadSize) {
        payload = new byte[payloadSize];
        runtime.start();
        instance.start();
        settle();
    }

    /** Makes so many calls, of which so many are in flight at once. */
    void calls(long calls, int inFlight) {
        long before = answered;
        for (long made = 0; made < calls; made += inFlight) {
            long now = System.nanoTime();
            for (int i = 0; i < inFlight; i++) {
                runtime.call(listener, ByteBuffer.wrap(payload), now + TimeUnit.SECONDS.toNanos(30), now);
            }
            settle();
        }
        if (answered - before < calls || runtime.inProgress() + instance.inProgress() > 0) {
            throw new IllegalStateException(answered - before + " of " + calls + " calls were answered");
        }
    }

    private void settle() {
        boolean moved = true;
        while (moved) {
            moved = toInstance.moveTo(instance, 0) | toRuntime.moveTo(runtime, 0);
        }
    }

    /** What was read of heads, so that reading them is not optimised away. */
    long read() {
        return read;
    }

    private final class Asked implements FrameListener {

        @Override
        public void writeHead(FrameWriter head) {
            head.text(Field.TARGET, "shout")
                    .contentType(ContentType.JSON)
                    .number(Field.TIMEOUT, 29_873)
                    .text(Field.INVOCATION, "01JAV6ZQ8MZ3R5T7W9Y1B3D5F7")
                    .text(Field.TRACE_PARENT, TRACE);
        }

        @Override
        public void result(Fields head, byte[] bytes) {
            answered++;
            read += head.contentType() == ContentType.JSON ? bytes.length : 0;
        }

        @Override
        public void failure(Fields head, byte[] bytes) {
            throw new IllegalStateException(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void late() {
            throw new IllegalStateException("late");
        }

        @Override
        public void tooLarge() {
            throw new IllegalStateException("too large");
        }

        @Override
        public void lost(String reason) {
            throw new IllegalStateException(reason);
        }
    }

    /** Answers with what came. */
    private final class Echo extends Caller {

        private static final HeadSource HEAD = head -> head.contentType(ContentType.JSON);

        @Override
        public void called(FrameCall call, Fields head, byte[] bytes) {
            read += head.number(Field.TIMEOUT, 0) + length(head.text(Field.TARGET));
            read += length(head.text(Field.INVOCATION)) + length(head.text(Field.TRACE_PARENT));
            call.result(HEAD, ByteBuffer.wrap(bytes));
        }

        private static int length(@org.jspecify.annotations.Nullable String text) {
            return text == null ? 0 : text.length();
        }
    }

    /** Is told nothing. */
    private static class Caller implements FrameHandler {

        @Override
        public void ready() {
            // Calls may be made once everything has moved.
        }

        @Override
        public void called(FrameCall call, Fields head, byte[] bytes) {
            throw new IllegalStateException("called");
        }

        @Override
        public void tooLarge(FrameCall call, Fields head) {
            throw new IllegalStateException("too large");
        }

        @Override
        public void cancelled(FrameCall call) {
            throw new IllegalStateException("cancelled");
        }

        @Override
        public void late(FrameCall call) {
            throw new IllegalStateException("late");
        }

        @Override
        public void leaving(String reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void stray(String what) {
            throw new IllegalStateException(what);
        }

        @Override
        public void closed(String reason) {
            throw new IllegalStateException(reason);
        }
    }
}
