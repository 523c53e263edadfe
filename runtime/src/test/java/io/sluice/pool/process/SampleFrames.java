package io.sluice.pool.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A program that speaks frames, well or badly, written from the specification alone. What a call's payload says is what
 * it does; {@code MODE} says how it begins.
 */
final class SampleFrames {

    private static final int HELLO = 1;
    private static final int CALL = 2;
    private static final int RESULT = 3;
    private static final int FAILURE = 4;
    private static final int CHUNK = 5;
    private static final int WINDOW = 6;
    private static final int CANCEL = 7;
    private static final int PING = 8;
    private static final int PONG = 9;
    private static final int GOODBYE = 10;
    private static final int MORE = 1;
    private static final byte[] NOTHING = {};

    private final String mode;
    private final DataInputStream in;
    private final OutputStream out;
    private final Map<Long, Long> nested = new ConcurrentHashMap<>();
    private long nextCall = 2;
    private ByteArrayOutputStream gathered = new ByteArrayOutputStream();

    private SampleFrames(String mode, SocketChannel channel) {
        this.mode = mode;
        this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        this.out = Channels.newOutputStream(channel);
    }

    public static void main(String[] arguments) throws Exception {
        String mode = System.getenv("MODE");
        String socket = System.getenv("SLUICE_SOCKET");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            sayReady(mode, socket);
            while (true) {
                SocketChannel channel = server.accept();
                Thread.ofPlatform().start(() -> converse(mode, channel));
            }
        }
    }

    private static void sayReady(String mode, String socket) throws Exception {
        String frames = mode.equals("frames-wrong-signal") ? "7" : System.getenv("SLUICE_FRAMES");
        String body = "{\"protocol\":1,\"address\":\"unix:%s\",\"entryPoints\":[\"main\"],\"frames\":%s}"
                .formatted(socket, frames);
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(System.getenv("SLUICE_API") + "/instance/ready"))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    private static void converse(String mode, SocketChannel channel) {
        try (channel) {
            new SampleFrames(mode, channel).run();
        } catch (IOException e) {
            System.out.println("connection ended: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() throws IOException, InterruptedException {
        while (true) {
            int length = in.readInt();
            int kind = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            byte[] head = new byte[in.readUnsignedShort()];
            long call = in.readLong();
            in.readFully(head);
            byte[] payload = in.readNBytes(length - 12 - head.length);
            take(kind, flags, call, payload);
        }
    }

    private void take(int kind, int flags, long call, byte[] payload) throws IOException, InterruptedException {
        switch (kind) {
            case HELLO -> hello();
            case CALL, CHUNK -> gather(call, flags, payload);
            case CANCEL -> {
                System.out.println("cancelled");
                frame(FAILURE, 0, call, NOTHING, NOTHING);
            }
            case PING -> frame(PONG, 0, call, NOTHING, NOTHING);
            case RESULT -> frame(RESULT, 0, nested.remove(call), type(2), payload);
            case FAILURE -> frame(FAILURE, 0, nested.remove(call), NOTHING, payload);
            default -> {}
        }
    }

    private void hello() throws IOException, InterruptedException {
        switch (mode) {
            case "frames-http" -> write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            case "frames-silent" -> hang();
            case "frames-wrong-version" -> frame(HELLO, 0, 0, fields(number(14, 2), number(15, 3)), NOTHING);
            default -> frame(HELLO, 0, 0, fields(number(14, 1), number(15, 1)), NOTHING);
        }
    }

    private void gather(long call, int flags, byte[] payload) throws IOException, InterruptedException {
        gathered.write(payload);
        if ((flags & MORE) != 0) {
            frame(WINDOW, 0, call, number(13, Math.max(1, payload.length)), NOTHING);
            return;
        }
        byte[] whole = gathered.toByteArray();
        gathered = new ByteArrayOutputStream();
        answer(call, whole);
    }

    private void answer(long call, byte[] payload) throws IOException, InterruptedException {
        if (payload.length > 100) {
            result(call, (payload.length + " bytes").getBytes(StandardCharsets.UTF_8));
            return;
        }
        String order = new String(payload, StandardCharsets.UTF_8);
        switch (order) {
            case "crash" -> Runtime.getRuntime().halt(7);
            case "wait" -> {}
            case "stop-reading" -> hang();
            case "slow" -> Thread.ofPlatform().start(() -> later(call));
            case "garbage" -> write("what are frames?\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            case "too-long" -> write(new byte[] {0x7f, 0, 0, 0, RESULT, 0, 0, 0});
            case "cut-off" -> {
                write(new byte[] {0, 0, 1, 0, RESULT, 0});
                out.close();
            }
            case "hang-up" -> out.close();
            case "unknown-kind" -> frame(77, 0, call, NOTHING, NOTHING);
            case "optional-kind" -> {
                frame(200, 0, call, NOTHING, NOTHING);
                result(call, payload);
            }
            case "unknown-field" -> frame(RESULT, 0, call, fields(type(2), number(99, 1)), payload);
            case "optional-field" -> frame(RESULT, 0, call, fields(type(2), number(199, 1)), payload);
            case "wrong-type" -> frame(RESULT, 0, call, type(77), payload);
            case "bad-failure" -> frame(FAILURE, 0, call, NOTHING, "sorry".getBytes(StandardCharsets.UTF_8));
            case "fail" -> fail(call);
            case "twice" -> {
                result(call, payload);
                result(call, payload);
            }
            case "nobody" -> {
                result(999_999, payload);
                result(call, payload);
            }
            case "second-hello" -> frame(HELLO, 0, 0, fields(number(14, 1), number(15, 1)), NOTHING);
            case "same-id" -> {
                frame(CALL, 0, nextCall, fields(text(1, "demo/other"), type(2)), NOTHING);
                frame(CALL, 0, nextCall, fields(text(1, "demo/other"), type(2)), NOTHING);
            }
            case "too-large" -> tooLarge(call);
            case "large" -> large(call);
            case "goodbye" -> {
                frame(GOODBYE, 0, 0, text(12, "going"), NOTHING);
                result(call, payload);
            }
            case "nested" -> nested(call, number(9, call));
            case "orphan" -> nested(call, number(9, 123_455));
            case "only" -> nested(call, NOTHING);
            default -> result(call, payload);
        }
    }

    private void later(long call) {
        try {
            Thread.sleep(1500);
            result(call, "slow".getBytes(StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException e) {
            System.out.println("could not answer: " + e.getMessage());
        }
    }

    private void nested(long call, byte[] parent) throws IOException {
        long id = nextCall;
        nextCall += 2;
        nested.put(id, call);
        frame(
                CALL,
                0,
                id,
                fields(text(1, "demo/other@1.2.*"), number(2, 5000), type(2), parent),
                "inner".getBytes(StandardCharsets.UTF_8));
    }

    private void fail(long call) throws IOException {
        String failure = "{\"message\":\"too sour\",\"errorType\":\"InputError\"}";
        frame(FAILURE, 0, call, type(1), failure.getBytes(StandardCharsets.UTF_8));
    }

    /** More than results may have, within the credit that every payload begins with, four times over. */
    private void tooLarge(long call) throws IOException {
        frame(RESULT, MORE, call, type(2), new byte[65_536]);
        for (int i = 0; i < 3; i++) {
            frame(CHUNK, MORE, call, NOTHING, new byte[65_536]);
        }
        Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < 16; i++) {
                    Thread.sleep(20); // The credit has come by then, as a rule; more is a fault of its own.
                    frame(CHUNK, MORE, call, NOTHING, new byte[65_536]);
                }
            } catch (IOException | InterruptedException e) {
                System.out.println("could not send: " + e.getMessage());
            }
        });
    }

    /** As much as may be sent without waiting for credit. */
    private void large(long call) throws IOException {
        frame(RESULT, MORE, call, type(2), new byte[65_536]);
        for (int left = 3; left > 0; left--) {
            frame(CHUNK, left > 1 ? MORE : 0, call, NOTHING, new byte[65_536]);
        }
    }

    private void result(long call, byte[] payload) throws IOException {
        frame(RESULT, 0, call, fields(type(2), text(8, "ce-type=sample")), payload);
    }

    private static void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    // The format

    private synchronized void frame(int kind, int flags, long call, byte[] head, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream frame = new DataOutputStream(bytes);
        frame.writeInt(12 + head.length + payload.length);
        frame.writeByte(kind);
        frame.writeByte(flags);
        frame.writeShort(head.length);
        frame.writeLong(call);
        frame.write(head);
        frame.write(payload);
        write(bytes.toByteArray());
    }

    private synchronized void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static byte[] type(int code) {
        return number(3, code);
    }

    private static byte[] number(int tag, long value) {
        return new byte[] {
            (byte) tag, 0, 4, (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
        };
    }

    private static byte[] text(int tag, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        byte[] field = new byte[3 + text.length];
        field[0] = (byte) tag;
        field[1] = (byte) (text.length >> 8);
        field[2] = (byte) text.length;
        System.arraycopy(text, 0, field, 3, text.length);
        return field;
    }

    private static byte[] fields(byte[]... fields) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (byte[] field : fields) {
            head.writeBytes(field);
        }
        return head.toByteArray();
    }
}
