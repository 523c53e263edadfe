package io.sluice.pool.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.ContentType;
import io.sluice.pool.Payload;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Items that are put together, and made a list. */
final class ItemIntakeTest {

    private final ItemIntake intake = new ItemIntake(new ItemList(), Runnable::run);
    private final List<Payload> whole = new ArrayList<>();
    private int taken;

    private void piece(ContentType type, String text, boolean more) {
        if (!intake.isOpen()) {
            intake.begin(type);
        }
        Payload item = intake.add(Buffer.buffer(text), more);
        if (item != null) {
            intake.hand(item, () -> taken++, failure -> {});
        }
    }

    private String list() {
        intake.end(whole::add);
        assertThat(whole).hasSize(1);
        assertThat(whole.getFirst().type()).isEqualTo(ContentType.JSON);
        return whole.getFirst().bytes().toString();
    }

    @Test
    void noItems_areAnEmptyList() {
        assertThat(list()).isEqualTo("[]");
    }

    @Test
    void items_ofAllTypes_areOneListOfJson() {
        piece(ContentType.JSON, "{\"a\":1}", false);
        piece(ContentType.TEXT, "say \"hi\"\n", false);
        piece(ContentType.BINARY, "raw", false);
        piece(ContentType.VOID, "", false);

        assertThat(list()).isEqualTo("[{\"a\":1},\"say \\\"hi\\\"\\n\",\"cmF3\",null]");
        assertThat(taken).isEqualTo(4);
        assertThat(intake.count()).isEqualTo(4);
    }

    @Test
    void pieces_ofOneItem_areOneItem() {
        piece(ContentType.TEXT, "ab", true);
        assertThat(intake.isOpen()).isTrue();
        piece(ContentType.JSON, "cd", true);
        piece(ContentType.JSON, "", false);

        assertThat(list()).isEqualTo("[\"abcd\"]");
        assertThat(intake.isOpen()).isFalse();
        assertThat(intake.count()).isEqualTo(1);
    }

    @Test
    void size_countsWhatIsListed_andWhatIsOpen() {
        piece(ContentType.JSON, "123", false);
        piece(ContentType.JSON, "45", true);

        assertThat(intake.size()).isEqualTo("[123".length() + 2);
    }
}
