package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

final class PipelineBoundTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new PipelineBound(0));

    @Test
    void requests_thatAreAnswered_passWithoutEnd() {
        for (int i = 0; i < 10 * PipelineBound.MOST; i++) {
            request();
            channel.writeOutbound(response());
        }
        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.inboundMessages()).hasSize(10 * PipelineBound.MOST);
    }

    @Test
    void requests_asManyAsMayWait_pass() {
        for (int i = 0; i < PipelineBound.MOST; i++) {
            request();
        }
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void request_beyondThoseThatMayWait_closesTheConnection() {
        for (int i = 0; channel.isOpen() && i < 3 * PipelineBound.MOST; i++) {
            request();
        }
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.inboundMessages()).hasSize(PipelineBound.MOST);
    }

    @Test
    void answers_thatTheClientDoesNotTake_countAsMissing() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        for (int i = 0; channel.isOpen() && i < 3 * PipelineBound.MOST; i++) {
            request();
            // Not flushed: as if the socket took no more.
            channel.write(response());
        }
        assertThat(channel.isOpen()).isFalse();
    }

    private void request() {
        channel.pipeline().fireChannelRead(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    }

    private static DefaultFullHttpResponse response() {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(new byte[] {1, 2, 3}));
    }
}
