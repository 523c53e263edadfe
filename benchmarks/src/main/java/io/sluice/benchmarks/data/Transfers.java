package io.sluice.benchmarks.data;

import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Copies a file, puts it into the store and fetches it, by turns, so that whatever else the disk does disturbs all three. The
 * client is as cheap as one can be: the kernel sends the file to the socket, and what comes from one is written as a copy is. (To
 * leave that to FileChannel.transferFrom takes twice the processor time, as it moves 8 KiB at a time.)
 */
public final class Transfers {

    private static final String FILE = "/v1/data/.my/bench/file";
    private static final int HEAD_BYTES = 4096;
    private static final int PIECE = 128 * 1024;

    private final RuntimeProcess runtime;
    private final Path folder;
    private final int mib;

    /** @param folder on the disk that the runtime's home is on */
    public Transfers(RuntimeProcess runtime, Path folder, int mib) {
        this.runtime = runtime;
        this.folder = folder;
        this.mib = mib;
    }

    /** Measures that many rounds after one that does not count. */
    public DataReport measure(int rounds) {
        List<Double> copies = new ArrayList<>();
        List<Double> uploads = new ArrayList<>();
        List<Double> downloads = new ArrayList<>();
        try {
            Path original = original();
            request("POST /v1/data/.my", "{\"name\":\"bench\"}");
            for (int round = 0; round <= rounds; round++) {
                add(round, copies, seconds(() -> copy(original)));
                add(round, uploads, seconds(() -> upload(original)));
                add(round, downloads, seconds(() -> download(original)));
            }
            return new DataReport(mib, copies, uploads, downloads, runtime.peakMib());
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "a transfer failed: " + e.getMessage(), e);
        }
    }

    private static void add(int round, List<Double> all, double seconds) {
        if (round > 0) {
            all.add(seconds);
        }
    }

    /** Something that moves the file. */
    private interface Move {
        void run() throws IOException;
    }

    private static double seconds(Move move) throws IOException {
        long started = System.nanoTime();
        move.run();
        return (System.nanoTime() - started) / 1e9;
    }

    private Path original() throws IOException {
        Path file = folder.resolve("original");
        byte[] piece = new byte[1 << 20];
        Random random = new Random(1);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < mib; i++) {
                random.nextBytes(piece);
                out.write(ByteBuffer.wrap(piece));
            }
            out.force(true);
        }
        return file;
    }

    private FileChannel target(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** As a program copies: read and write, for the kernel may share the blocks of a copy that is left to it. */
    private void copy(Path original) throws IOException {
        try (FileChannel in = FileChannel.open(original);
                FileChannel out = target("copy")) {
            pass(in, out);
            out.force(true);
        }
    }

    /** Returns how many bytes there were. */
    private static long pass(ReadableByteChannel in, FileChannel out) throws IOException {
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        long passed = 0;
        while (in.read(piece) >= 0) {
            piece.flip();
            while (piece.hasRemaining()) {
                passed += out.write(piece);
            }
            piece.clear();
        }
        return passed;
    }

    private void upload(Path original) throws IOException {
        try (FileChannel in = FileChannel.open(original);
                SocketChannel socket = connect()) {
            send(socket, head("PUT " + FILE, in.size()));
            for (long sent = 0; sent < in.size(); ) {
                sent += in.transferTo(sent, in.size() - sent, socket);
            }
            require(readHead(socket));
        }
    }

    private void download(Path original) throws IOException {
        long size = Files.size(original);
        try (FileChannel out = target("download");
                SocketChannel socket = connect()) {
            send(socket, head("GET " + FILE, 0));
            ByteBuffer rest = readHead(socket);
            require(rest);
            long position = out.write(rest);
            out.position(position);
            if (position + pass(socket, out) != size) {
                throw new IOException("the download ended before its end");
            }
            out.force(true);
        }
    }

    private void request(String line, String body) throws IOException {
        try (SocketChannel socket = connect()) {
            send(socket, head(line, body.length()) + body);
            require(readHead(socket));
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(new InetSocketAddress("127.0.0.1", runtime.port()));
    }

    private String head(String line, long length) {
        return line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + runtime.authorization()
                + "\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static void send(SocketChannel socket, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    /** Reads the head of the answer; what is left in the buffer belongs to the body. */
    private static ByteBuffer readHead(SocketChannel socket) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES);
        while (bytes.hasRemaining() && socket.read(bytes) >= 0) {
            int end = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
            if (end >= 0) {
                return bytes.flip().position(end + 4);
            }
        }
        throw new IOException("no answer came");
    }

    private static void require(ByteBuffer answer) throws IOException {
        String line = new String(answer.array(), 0, 12, StandardCharsets.ISO_8859_1);
        if (!line.equals("HTTP/1.1 200")) {
            throw new IOException("the runtime answered '" + line + "'");
        }
    }
}
