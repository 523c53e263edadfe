package io.sluice.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import org.jboss.logging.Logger;

/**
 * Closes an HTTP/1.1 connection whose client sends requests on and on without waiting for answers, or without taking them:
 * Vert.x would queue them without end. For use on the connection's event loop.
 */
public final class PipelineBound extends ChannelDuplexHandler {

    /** The most requests of one connection that may be without an answer that the client has taken. */
    static final int MOST = 128;

    private static final Logger LOG = Logger.getLogger(PipelineBound.class);
    private static final AttributeKey<Boolean> BOUND = AttributeKey.valueOf(PipelineBound.class, "bound");

    private int unanswered;
    private boolean over;

    /** @param unanswered how many requests came before this one looked */
    PipelineBound(int unanswered) {
        this.unanswered = unanswered;
    }

    /** Bounds the connection of a request, if that isn't done yet. */
    public static void hold(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return;
        }
        Channel channel = ((ConnectionBase) request.connection()).channel();
        if (!channel.hasAttr(BOUND)) {
            channel.attr(BOUND).set(true);
            channel.pipeline().addBefore("handler", "pipelineBound", new PipelineBound(1));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest && ++unanswered > MOST && !over) {
            over = true;
            LOG.debugf("connection closed: more than %d requests without an answer", MOST);
            context.close();
        }
        if (over) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof LastHttpContent)) {
            context.write(message, promise);
        } else if (context.channel().isWritable()) {
            unanswered--;
            context.write(message, promise);
        } else {
            context.write(message, promise.unvoid().addListener(sent -> unanswered--));
        }
    }
}
