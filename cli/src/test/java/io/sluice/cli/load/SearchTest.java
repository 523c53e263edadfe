package io.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SearchTest {

    @Test
    void feed_randomTextsInRandomPieces_findsWhatStringsFind() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            String text = text(random, random.nextInt(30));
            String wanted = text(random, random.nextInt(6));

            assertThat(found(text, wanted, random))
                    .as("'%s' in '%s'", wanted, text)
                    .isEqualTo(text.contains(wanted));
        }
    }

    /** Of two letters only, so that parts of what is wanted come often. */
    private static String text(SplittableRandom random, int length) {
        return random.ints(length, 'a', 'c')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean found(String text, String wanted, SplittableRandom random) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        Search search = new Search(wanted.getBytes(StandardCharsets.US_ASCII));
        int at = 0;
        while (at < bytes.length) {
            int to = random.nextInt(at, bytes.length) + 1;
            search.feed(bytes, at, to);
            at = to;
        }
        return search.found();
    }
}
