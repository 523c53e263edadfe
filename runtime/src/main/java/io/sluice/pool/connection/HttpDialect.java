package io.sluice.pool.connection;

import io.sluice.pool.Call;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What an instance that serves HTTP is asked, and how its answers are read. Without state. */
sealed interface HttpDialect {

    /** Where a call is posted to. */
    String path(Call call);

    /** What an answer says. */
    AnswerReader.Outcome read(int status, MultiMap headers, Buffer body);

    /** Reads the items of an answer with that head, where it has some; else null. */
    @Nullable
    ItemLines items(int status, MultiMap headers);

    /**
     * Milliseconds that a connection may be idle; 0 for any time, where only this side ends it. Servers close idle
     * connections when they like, as a rule after 2 s or more, and a call that crosses that is lost.
     */
    int idleMillis();

    /** As the instance protocol has it. */
    record Protocol() implements HttpDialect {

        @Override
        public String path(Call call) {
            return "/" + call.entryPoint();
        }

        @Override
        public AnswerReader.Outcome read(int status, MultiMap headers, Buffer body) {
            return AnswerReader.read(status, headers, body);
        }

        @Override
        public @Nullable ItemLines items(int status, MultiMap headers) {
            return null;
        }

        @Override
        public int idleMillis() {
            return 0;
        }
    }

    /**
     * As any server of HTTP has it, which knows nothing of Sluice.
     *
     * @param callPath takes all calls
     */
    record Plain(String callPath) implements HttpDialect {

        @Override
        public String path(Call call) {
            return callPath;
        }

        @Override
        public AnswerReader.Outcome read(int status, MultiMap headers, Buffer body) {
            return PlainAnswerReader.read(status, headers, body);
        }

        @Override
        public @Nullable ItemLines items(int status, MultiMap headers) {
            return status / 100 == 2 ? ItemLines.of(headers) : null;
        }

        @Override
        public int idleMillis() {
            return 1000;
        }
    }
}
