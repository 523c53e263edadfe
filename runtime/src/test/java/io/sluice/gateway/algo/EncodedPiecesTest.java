package io.sluice.gateway.algo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.contract.ContentType;
import io.sluice.spool.Pieces;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EncodedPiecesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Pieces cut(byte[] bytes, int size) {
        return new Pieces() {
            private int at;

            @Override
            public @Nullable ByteBuf next() {
                if (at == bytes.length) {
                    return null;
                }
                int end = Math.min(bytes.length, at + size);
                ByteBuf piece = Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, at, end));
                at = end;
                return piece;
            }
        };
    }

    private static JsonNode encoded(ContentType type, byte[] bytes, int size) throws IOException {
        Pieces pieces = new EncodedPieces(type, cut(bytes, size), Buffer.buffer("{\"a\":"), Buffer.buffer(",\"b\":1}"));
        Buffer all = Buffer.buffer();
        for (ByteBuf piece = pieces.next(); piece != null; piece = pieces.next()) {
            all.appendBuffer(Buffer.buffer(piece));
        }
        return JSON.readTree(all.getBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 64, 1000})
    void bytes_areBase64_howeverTheyAreCut(int size) throws IOException {
        for (int length : new int[] {0, 1, 2, 3, 100}) {
            byte[] bytes = new byte[length];
            new Random(length).nextBytes(bytes);

            JsonNode document = encoded(ContentType.BINARY, bytes, size);

            assertThat(document.path("a").binaryValue()).isEqualTo(bytes);
            assertThat(document.path("b").asInt()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 64, 1000})
    void text_isTheSame_howeverItsCharactersAreCut(int size) throws IOException {
        String text = "a\"\\\n\u0001é€😀".repeat(9);

        assertThat(encoded(ContentType.TEXT, text.getBytes(StandardCharsets.UTF_8), size)
                        .path("a")
                        .asText())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void textThatIsNone_hasReplacementsForWhatIsNot(int size) throws IOException {
        byte[] broken = {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x82};

        assertThat(encoded(ContentType.TEXT, broken, size).path("a").asText()).isEqualTo("a\ufffdb\ufffd");
    }
}
