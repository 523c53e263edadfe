package io.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {

    private static final String PLAIN =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCONTENT-length:  14 \r\n\r\n" + "{\"aab\":\"aaab\"}";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "4;x=y\r\n{\"aa\r\nA\r\nb\":\"aaab\"}\r\n0\r\nTrailer: 1\r\n\r\n";

    private final AnswerParser parser = new AnswerParser(bytes("aaab"));

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, CHUNKED})
    void feed_splitAtAnyTwoBytes_readsTheSame(String answer) throws MalformedAnswerException {
        byte[] all = bytes(answer);
        for (int first = 0; first <= all.length; first++) {
            for (int second = first; second <= all.length; second++) {
                parser.reset();
                assertThat(ends(all, 0, first, second))
                        .as("split at %d and %d", first, second)
                        .isEqualTo(all.length);
                assertThat(parser.status()).isEqualTo(200);
                assertThat(parser.found()).isTrue();
                assertThat(parser.closes()).isFalse();
            }
        }
    }

    /** Where the answer ends when it comes in three pieces. */
    private int ends(byte[] all, int from, int first, int second) throws MalformedAnswerException {
        int end = parser.feed(all, from, first);
        end = end < 0 ? parser.feed(all, first, second) : end;
        return end < 0 ? parser.feed(all, second, all.length) : end;
    }

    @Test
    void feed_moreThanTheAnswer_saysWhereItEnds() throws MalformedAnswerException {
        byte[] two = bytes(PLAIN + PLAIN);

        assertThat(parser.feed(two, 0, two.length)).isEqualTo(two.length / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, CHUNKED})
    void feed_otherContent_isNotFound(String answer) throws MalformedAnswerException {
        byte[] other = bytes(answer.replace("aaab\"", "aaac\""));

        assertThat(parser.feed(other, 0, other.length)).isEqualTo(other.length);
        assertThat(parser.found()).isFalse();
    }

    @Test
    void reset_afterAnAnswerWithTheContent_looksForItAnew() throws MalformedAnswerException {
        feed(PLAIN);
        parser.reset();
        feed("HTTP/1.1 429 Too Many Requests\r\nConnection: Close\r\nContent-Length: 3\r\n\r\naaa");

        assertThat(parser.status()).isEqualTo(429);
        assertThat(parser.found()).isFalse();
        assertThat(parser.closes()).isTrue();
    }

    @Test
    void feed_expectedAcrossChunks_isFound() throws MalformedAnswerException {
        feed("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n1\r\na\r\n2\r\nab\r\n0\r\n\r\n");

        assertThat(parser.found()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 12\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            })
    void feed_noBody_endsWithTheHead(String answer) throws MalformedAnswerException {
        assertThat(feed(answer)).isEqualTo(answer.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 2x0 OK\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length:\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
            })
    void feed_noProperAnswer_isRefused(String answer) {
        assertThatThrownBy(() -> feed(answer)).isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void feed_lineWithoutEnd_isRefusedBeforeItFillsTheMemory() {
        assertThatThrownBy(() -> feed("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000)))
                .isInstanceOf(MalformedAnswerException.class)
                .hasMessageContaining("16384");
    }

    private int feed(String answer) throws MalformedAnswerException {
        byte[] bytes = bytes(answer);
        return parser.feed(bytes, 0, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
