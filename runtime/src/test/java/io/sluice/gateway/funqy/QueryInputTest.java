package io.sluice.gateway.funqy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.BadRequest;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryInputTest {

    private static MultiMap query(String text) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            query.add(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return query;
    }

    @Test
    void parameters_areFieldsListsAndFieldsOfFields() {
        assertThat(QueryInput.of(query("a=1&b=x&b=y&c.d=2&c.e.f=3")))
                .isEqualTo(Map.of("a", "1", "b", List.of("x", "y"), "c", Map.of("d", "2", "e", Map.of("f", "3"))));
    }

    @Test
    void noParameters_areAnEmptyObject() {
        assertThat(QueryInput.of(MultiMap.caseInsensitiveMultiMap())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a.b=2", "a.b=1&a=2", "a.b=1&a.b.c=2"})
    void valueThatHasFields_isRefused(String query) {
        assertThatThrownBy(() -> QueryInput.of(query(query)))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("'");
    }
}
