package io.sluice.cli.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection with at most one call under way. Never blocks; for use by one thread at a time. */
final class Connection {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer request;
    private final AnswerParser parser;
    private boolean calling;
    private boolean connected;
    private long due;
    private long sent;

    private Connection(SocketChannel channel, Selector selector, boolean connected, ByteBuffer request, byte[] expected)
            throws IOException {
        this.channel = channel;
        this.connected = connected;
        this.request = request.duplicate().clear();
        this.parser = new AnswerParser(expected);
        this.key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    }

    /**
     * Begins to open one.
     *
     * @param request what every call sends, ready to be read from its beginning
     */
    static Connection open(SocketAddress address, Selector selector, ByteBuffer request, byte[] expected)
            throws IOException {
        boolean unix = address instanceof UnixDomainSocketAddress;
        SocketChannel channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            channel.configureBlocking(false);
            if (!unix) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return new Connection(channel, selector, channel.connect(address), request, expected);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends the request, or as much of it as goes now; the rest follows when there is room for it. */
    void send(long due, long now) throws IOException {
        this.due = due;
        this.sent = now;
        calling = true;
        request.clear();
        parser.reset();
        if (connected) {
            flush();
        }
    }

    /** Does what can be done now; true when an answer has come. An exception ends the connection. */
    boolean advance(ByteBuffer buffer) throws IOException {
        if (key.isConnectable() && channel.finishConnect()) {
            connected = true;
            key.interestOps(SelectionKey.OP_READ);
            if (calling) {
                flush();
            }
        } else if (key.isWritable()) {
            flush();
        }
        return key.isReadable() && read(buffer);
    }

    private void flush() throws IOException {
        channel.write(request);
        int wanted = request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
            key.selector().wakeup(); // it may be waiting already, for less
        }
    }

    private boolean read(ByteBuffer buffer) throws IOException {
        int count = channel.read(buffer.clear());
        if (count < 0) {
            throw new EOFException("closed before an answer came");
        }
        if (!calling) {
            throw new MalformedAnswerException("an answer to no request");
        }
        int from = buffer.arrayOffset();
        int end = parser.feed(buffer.array(), from, from + count);
        if (end < 0) {
            return false;
        }
        if (end < from + count) {
            throw new MalformedAnswerException("more than the answer");
        }
        calling = false;
        return true;
    }

    /** Whether the next call can use it. */
    boolean reusable() {
        return !parser.closes() && !request.hasRemaining();
    }

    boolean connected() {
        return connected;
    }

    /** Whether a call is under way. */
    boolean calling() {
        return calling;
    }

    /** From when the call counts. */
    long due() {
        return due;
    }

    /** When the call was sent. */
    long sent() {
        return sent;
    }

    /** The last answer. */
    AnswerParser answer() {
        return parser;
    }

    /** Ends it, whatever is under way. */
    void close() {
        calling = false;
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more, closed or not.
        }
    }
}
