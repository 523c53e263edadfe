package io.sluice.router;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands objects over the local event bus as they are: Vert.x' own codecs copy buffers even within a process. */
record LocalCodec<T>(String name) implements MessageCodec<T, T> {

    @Override
    public T transform(T message) {
        return message;
    }

    @Override
    public void encodeToWire(Buffer buffer, T message) {
        throw notLocal();
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
        throw notLocal();
    }

    private IllegalStateException notLocal() {
        return new IllegalStateException("messages of codec '" + name + "' are sent within one runtime only");
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
