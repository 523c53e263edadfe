package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class S3SettingsTest {

    private static S3Settings settings(String endpoint, String bucket, String prefix) {
        return new S3Settings(
                Optional.of(URI.create(endpoint)),
                "eu-west-1",
                bucket,
                prefix,
                Optional.of(new S3Settings.Keys("AKIA", "hush")),
                false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "Upper", "a/b", "-ab", "under_score"})
    void bucket_thatIsNoName_isRefusedWithTheRule(String bucket) {
        assertThatThrownBy(() -> settings("https://s3.example.com", bucket, ""))
                .hasMessageContaining("sluice.data.s3-bucket must be")
                .hasMessageContaining("'" + bucket + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3.example.com", "ftp://s3.example.com", "https://user:hush@s3.example.com", "https:///x"})
    void endpoint_thatIsNoAddress_isRefusedAndNotRepeated(String endpoint) {
        assertThatThrownBy(() -> settings(endpoint, "box", ""))
                .hasMessageContaining("sluice.data.s3-endpoint must look like")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource({"'',''", "a,a/", "a/b/,a/b/"})
    void prefix_isAFolder(String prefix, String kept) {
        assertThat(settings("https://s3.example.com", "box", prefix).prefix()).isEqualTo(kept);
    }

    @Test
    void halfAKey_isRefused() {
        assertThatThrownBy(() -> S3Settings.keys(Optional.empty(), Optional.of("hush")))
                .hasMessageContaining("are a pair, but only the second is set")
                .hasMessageNotContaining("hush");
    }

    @Test
    void text_hasNoKeys() {
        assertThat(settings("http://127.0.0.1:9000", "box", "").toString())
                .contains("box")
                .doesNotContain("AKIA")
                .doesNotContain("hush");
    }

    @Test
    void name_isOfTheBucketAndItsServer() {
        assertThat(settings("http://127.0.0.1:9000", "box", "").name())
                .isEqualTo("bucket 'box' at http://127.0.0.1:9000");
    }
}
