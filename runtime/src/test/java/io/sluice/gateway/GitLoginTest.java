package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitLoginTest {

    private static String basic(String login) {
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"git:simKEY, simKEY", ":simKEY, simKEY", "a:b:c, b:c", "simKEY, simKEY"})
    void key_login_isItsPassword(String login, String key) {
        assertThat(GitLogin.key("Basic " + basic(login))).isEqualTo(key);
        assertThat(GitLogin.key("basic  " + basic(login))).isEqualTo(key);
    }

    @Test
    void key_otherHeaderOrNonsense_isNoLogin() {
        assertThat(GitLogin.key("Simple simKEY")).isEqualTo("Simple simKEY");
        assertThat(GitLogin.key("Basic ***")).isEmpty();
        assertThat(GitLogin.key("Basic")).isEqualTo("Basic");
    }

    @Test
    void isFor_paths_areThoseOfRepositoriesOnly() {
        assertThat(GitLogin.isFor("/git/acme/Shout.git/info/refs")).isTrue();
        assertThat(GitLogin.isFor("/v1/algo/git/x")).isFalse();
        assertThat(GitLogin.isFor("/gitx")).isFalse();
    }
}
