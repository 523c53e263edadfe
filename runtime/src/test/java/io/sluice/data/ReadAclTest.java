package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadAclTest {

    @Test
    void list_isReadAsItIsWritten() {
        for (ReadAcl acl : ReadAcl.values()) {
            assertThat(ReadAcl.of(acl.patterns())).isEqualTo(acl);
        }
    }

    @Test
    void severalPatterns_meanTheWidest() {
        assertThat(ReadAcl.of(List.of("user://*", "algo://.my/*"))).isEqualTo(ReadAcl.EVERYBODY);
    }

    @Test
    void unknownPattern_isRefusedByName() {
        assertThatThrownBy(() -> ReadAcl.of(List.of("user://bob")))
                .isInstanceOf(DataFailure.Invalid.class)
                .hasMessageContaining("'user://bob'");
    }
}
