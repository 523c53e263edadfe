package io.sluice.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** A process that writes one value after the other and says each number once it is written, until it is killed. */
final class StateWriter {

    static final String TABLE = "numbers";

    private StateWriter() {}

    public static void main(String[] args) throws IOException {
        InfinispanState state = new InfinispanState(Path.of(args[0]), Set.of(TABLE));
        StateTable table = state.table(TABLE);
        for (int number = 0; ; number++) {
            table.put("key-" + number, "value-" + number);
            System.out.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
            System.out.flush();
        }
    }
}
