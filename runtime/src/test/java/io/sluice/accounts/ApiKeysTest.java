package io.sluice.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.state.InMemoryStateTable;
import io.sluice.testing.Samples;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeysTest {

    private final InMemoryStateTable table = new InMemoryStateTable();
    private final ApiKeys keys = new ApiKeys(table, InstantSource.fixed(Samples.THEN));

    @Test
    void newKey_hasTheFormThatClientsKnow() {
        assertThat(keys.create("demo", "", Rights.OWN).key()).matches("sim[A-Za-z0-9]{25}");
    }

    @Test
    void newKey_isFoundWithItsCaller() {
        Rights some = new Rights(
                KeyKind.ALGORITHM, List.of(FunctionPattern.parse("algo://demo/*")), true, false, false, "example.org");
        ApiKeys.Created created = keys.create("demo", "web", some);

        assertThat(keys.find(created.key())).hasValueSatisfying(key -> {
            assertThat(key.user()).isEqualTo("demo");
            assertThat(key.label()).isEqualTo("web");
            assertThat(key.rights()).isEqualTo(some);
            assertThat(key.createdAt()).isEqualTo(Samples.THEN);
        });
    }

    @Test
    void find_ofAnythingElse_findsNothing() {
        String key = keys.create("demo", "", Rights.OWN).key();

        assertThat(keys.find("")).isEmpty();
        assertThat(keys.find(key + "x")).isEmpty();
        assertThat(keys.find(key.substring(1))).isEmpty();
        assertThat(keys.find("sim" + "0".repeat(25))).isEmpty();
    }

    @Test
    void table_holdsNoKeyItself() {
        ApiKeys.Created created = keys.create("demo", "", Rights.OWN);

        assertThat(table.load().toString()).doesNotContain(created.key());
        assertThat(created.toString()).doesNotContain(created.key());
        assertThat(created.apiKey().toString()).doesNotContain(created.key());
    }

    @Test
    void reopened_knowsTheKeys() {
        ApiKeys.Created created = keys.create("demo", "", Rights.SUPERUSER);

        ApiKeys reopened = new ApiKeys(table, InstantSource.fixed(Samples.THEN));

        assertThat(reopened.find(created.key())).contains(created.apiKey());
        assertThat(reopened.all()).containsExactly(created.apiKey());
    }

    @Test
    void revokedKey_isGoneForGood() {
        ApiKeys.Created created = keys.create("demo", "", Rights.SUPERUSER);

        assertThat(keys.revoke(created.apiKey().id())).isTrue();

        assertThat(keys.find(created.key())).isEmpty();
        assertThat(table.load()).isEmpty();
        assertThat(keys.revoke(created.apiKey().id())).isFalse();
    }

    private static final String MADE_ELSEWHERE = "sim" + "aB3de".repeat(5);

    @Test
    void adoptedKey_isFound_andAdoptedOnce() {
        keys.adopt(MADE_ELSEWHERE, "admin", "file", Rights.SUPERUSER);
        keys.adopt(MADE_ELSEWHERE, "admin", "file", Rights.SUPERUSER);

        assertThat(keys.all()).hasSize(1);
        assertThat(keys.find(MADE_ELSEWHERE))
                .hasValueSatisfying(key -> assertThat(key.user()).isEqualTo("admin"));
    }

    @Test
    void adoptedKey_takesThePlaceOfTheOneOfItsLabel_andOfNoOther() {
        ApiKeys.Created other = keys.create("admin", "", Rights.SUPERUSER);
        ApiKeys.Created before = keys.create("admin", "file", Rights.SUPERUSER);

        keys.adopt(MADE_ELSEWHERE, "admin", "file", Rights.SUPERUSER);

        assertThat(keys.find(before.key())).isEmpty();
        assertThat(keys.find(other.key())).isPresent();
        assertThat(keys.find(MADE_ELSEWHERE)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "simshort", "key4567890123456789012345678", "sim456789012345678901234567-"})
    void adopt_ofWhatIsNoKey_isRefused(String text) {
        assertThatThrownBy(() -> keys.adopt(text, "admin", "file", Rights.SUPERUSER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("25 letters and digits");
    }
}
