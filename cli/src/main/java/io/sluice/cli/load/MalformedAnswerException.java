package io.sluice.cli.load;

import java.io.IOException;

/** What came is not an answer of HTTP/1.1, or not one that could be told from the next. */
final class MalformedAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String message) {
        super(message);
    }
}
