package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredNameTest {

    @Test
    void anyName_comesBack_andHasItsOwnPlaceOnDisk() {
        Random random = new Random(7);
        Set<String> names = new HashSet<>();
        Set<String> stored = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String name = name(random);
            names.add(name);
            String onDisk = StoredName.of(name);
            stored.add(onDisk);
            assertThat(StoredName.read(onDisk)).isEqualTo(name);
            assertThat(onDisk).matches("[A-Za-z0-9_%=-][A-Za-z0-9_%=.-]*");
        }
        assertThat(stored).hasSameSizeAs(names);
    }

    private static String name(Random random) {
        int[] characters = {'a', '.', '%', '=', '~', ' ', '\\', 'é', 0x20AC, 0x1F600, 'Z', '0', '+', ':'};
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 6); i > 0; i--) {
            name.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return name.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%61", "%2e", "%2", "%", ".hidden", "a b", "=", "=YQ", "%FF", "=____", "é"})
    void fileOfOthers_hasNoName(String stored) {
        assertThat(StoredName.read(stored)).isNull();
    }

    @Test
    void order_isThatOfTheBytes() {
        Random random = new Random(8);
        int[] characters = {'a', 'b', 0x7F, 0x80, 0xFFFD, 0xE000, 0x10000, 0x10FFFF, 0x1F600};
        for (int i = 0; i < 20_000; i++) {
            String one = text(random, characters);
            String other = text(random, characters);
            int expected = Arrays.compareUnsigned(
                    one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(DataName.ORDER.compare(one, other))).isEqualTo(Integer.signum(expected));
        }
    }

    private static String text(Random random, int[] characters) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }
}
