package io.sluice.gateway.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.accounts.KeyKind;
import io.sluice.accounts.Rights;
import io.sluice.contract.FunctionName;
import io.sluice.contract.api.NewKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyViewsTest {

    private static NewKey key(@Nullable String kind, @Nullable List<String> functions, @Nullable String webOrigin) {
        return new NewKey("ann", null, kind, functions, null, null, null, webOrigin);
    }

    @Test
    void key_ofWhichNothingIsSaid_hasAllThatItsUserHas() {
        assertThat(KeyViews.rights(key(null, null, null))).isEqualTo(Rights.OWN);
    }

    @Test
    void key_withAWebOriginOnly_keepsItsUsersRights() {
        Rights rights = KeyViews.rights(key(null, null, "https://example.org:8443"));

        assertThat(rights.servesPagesOf("https://example.org:8443")).isTrue();
        assertThat(rights.managesFunctions()).isTrue();
    }

    @Test
    void key_withOneRight_hasThatRightOnly() {
        Rights calls = KeyViews.rights(key(null, List.of("acme/*"), null));
        Rights reads = KeyViews.rights(new NewKey("ann", null, null, null, true, false, null, null));

        assertThat(calls.mayCall(FunctionName.parse("acme/shout"))).isTrue();
        assertThat(calls.readsData() || calls.writesData() || calls.managesFunctions())
                .isFalse();
        assertThat(reads.readsData()).isTrue();
        assertThat(reads.functions()).isEmpty();
    }

    @Test
    void kinds_haveTheRightsOfTheirKind_andNoOthersCanBeNamed() {
        assertThat(KeyViews.rights(key("superuser", null, null))).isEqualTo(Rights.SUPERUSER);
        assertThat(KeyViews.rights(key("platform-admin", null, null)).kind()).isEqualTo(KeyKind.PLATFORM_ADMIN);
        assertThatThrownBy(() -> KeyViews.rights(key("superuser", List.of("*"), null)))
                .hasMessageContaining("'superuser'");
        assertThatThrownBy(() -> KeyViews.rights(key("root", null, null)))
                .hasMessageContaining("'root'")
                .hasMessageContaining("platform-admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "example.org/path", "https://example.org/", "https://", "ex ample", "a\r\nb: c"})
    void webOrigin_ofAnotherForm_isRefusedWithItsValue(String origin) {
        assertThatThrownBy(() -> KeyViews.rights(key(null, null, origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + origin + "'");
    }
}
