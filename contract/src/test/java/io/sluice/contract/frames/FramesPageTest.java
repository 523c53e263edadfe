package io.sluice.contract.frames;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.ContentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The frames that the page about them shows are those that this code writes. */
final class FramesPageTest {

    private static final Path PAGE = Path.of("../docs/frames.md");

    @Test
    void page_showsTheBytesOfEachFrame() throws IOException {
        assertThat(dumps())
                .containsExactly(
                        frame(FrameKind.HELLO, 0, 0, "", head -> head.number(Field.FIRST_VERSION, 1)
                                .number(Field.LAST_VERSION, 1)
                                .number(Field.CALLS, 1000)),
                        frame(FrameKind.CALL, 1, 0, "\"hi\"", head -> head.text(Field.TARGET, "shout")
                                .contentType(ContentType.JSON)
                                .number(Field.TIMEOUT, 29873)),
                        frame(FrameKind.RESULT, 1, 0, "\"HI\"", head -> head.contentType(ContentType.JSON)),
                        frame(FrameKind.CANCEL, 1, 0, "", head -> {}),
                        frame(FrameKind.CHUNK, 1, FrameFormat.MORE, "abc", head -> {}),
                        frame(FrameKind.CHUNK, 1, FrameFormat.ABORT, "", head -> {}),
                        frame(FrameKind.WINDOW, 1, 0, "", head -> head.number(Field.CREDIT, 131072)),
                        frame(FrameKind.ITEM, 1, 0, "7", head -> head.contentType(ContentType.JSON)),
                        frame(FrameKind.TAKEN, 1, 0, "", head -> head.number(Field.ITEMS, 1)),
                        frame(FrameKind.RESULT, 1, 0, "", head -> head.contentType(ContentType.VOID)
                                .number(Field.ITEMS, 1)),
                        frame(FrameKind.CALL, 2, 0, "\"x\"", head -> head.text(Field.TARGET, "demo/clean")
                                .contentType(ContentType.JSON)
                                .number(Field.PARENT, 1)),
                        frame(FrameKind.FAILURE, 2, 0, "{\"message\":\"busy\"}", head -> head.contentType(
                                        ContentType.JSON)
                                .number(Field.STATUS, 503)
                                .number(Field.RETRY_AFTER, 2000)),
                        frame(FrameKind.PING, 0, 0, "", head -> {}),
                        frame(FrameKind.PONG, 0, 0, "", head -> {}),
                        frame(FrameKind.GOODBYE, 0, 0, "", head -> head.text(Field.REASON, "stopping")),
                        frame(FrameKind.PING, 1, 0, "", head -> {}));
    }

    private static String frame(FrameKind kind, long call, int flags, String payload, Consumer<FrameWriter> head) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        byte[] frame = Frames.frame(kind, call, flags, bytes.length, head);
        System.arraycopy(bytes, 0, frame, frame.length - bytes.length, bytes.length);
        return HexFormat.of().formatHex(frame);
    }

    /** Indented lines that begin with the four bytes of a length. */
    private static List<String> dumps() throws IOException {
        List<String> dumps = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.matches(" {4}[0-9a-f]{8} .*")) {
                dumps.add(line.replace(" ", "").toLowerCase(Locale.ROOT));
            }
        }
        return dumps;
    }
}
