package io.sluice.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.DataFailure;
import io.sluice.data.ReadAcl;
import io.sluice.gateway.BadRequest;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CollectionWishTest {

    private static CollectionWish made(String body) {
        return CollectionWish.made("application/json", Buffer.buffer(body));
    }

    @Test
    void newCollection_isNamedAsJsonOrText() {
        CollectionWish box = new CollectionWish("box", ReadAcl.DEFAULT);

        assertThat(made("{\"name\":\"box\"}")).isEqualTo(box);
        assertThat(made("{\"name\":\"box\",\"acl\":null}")).isEqualTo(box);
        assertThat(made("\"box\"")).isEqualTo(box);
        assertThat(CollectionWish.made("text/plain; charset=utf-8", Buffer.buffer("box")))
                .isEqualTo(box);
        assertThat(CollectionWish.made(null, Buffer.buffer("{\"name\":\"box\",\"acl\":{\"read\":[]}}")))
                .isEqualTo(new CollectionWish("box", ReadAcl.OWNER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[null]           | 'null'",
                "[7]              | '7'",
                "[[\"user://*\"]] | '[\"user://*\"]'",
                "[\"user://bob\"] | 'user://bob'",
                "[\"user://*\",{}] | '{}'",
                "\"user://*\"     | user://*",
                "null             | null",
            })
    void accessListThatIsNone_isRefusedByItsValue(String read, String named) {
        String acl = "{\"acl\":{\"read\":" + read + "}}";

        assertThatThrownBy(() -> CollectionWish.changed(Buffer.buffer(acl)))
                .isInstanceOf(DataFailure.Invalid.class)
                .hasMessageContaining(named.replace("'", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"acl\":[]}", "{\"acl\":\"user://*\"}", "[]", "3"})
    void changeWithoutAccessList_isRefused(String body) {
        assertThatThrownBy(() -> CollectionWish.changed(Buffer.buffer(body))).isInstanceOf(DataFailure.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"name\":7}", "[]"})
    void newCollectionWithoutName_isRefused(String body) {
        assertThatThrownBy(() -> made(body)).isInstanceOf(DataFailure.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{", "{} x", "nope"})
    void bodyThatIsNoJson_isRefused(String body) {
        assertThatThrownBy(() -> made(body)).isInstanceOf(BadRequest.class);
    }
}
