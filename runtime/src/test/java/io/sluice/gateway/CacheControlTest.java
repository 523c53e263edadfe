package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.router.CacheUse;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CacheControlTest {

    private static CacheUse of(String... values) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String value : values) {
            headers.add("Cache-Control", value);
        }
        return CacheControl.of(headers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-cache               | REFRESH",
                "No-Cache               | REFRESH",
                "no-store               | REFUSED",
                "no-cache, no-store     | REFUSED",
                "no-store ,no-cache     | REFUSED",
                "max-age=5, no-cache    | REFRESH",
                "max-age=5              | ALLOWED",
                "no-cached              | ALLOWED",
                "private=\"no-cache\"  | ALLOWED",
                "''                     | ALLOWED",
                "','                    | ALLOWED",
            })
    void header_saysWhetherAKeptResultWillDo(String value, CacheUse use) {
        assertThat(of(value)).isEqualTo(use);
    }

    @Test
    void headerThatComesTwice_countsAsOne() {
        assertThat(of("no-store", "max-age=1")).isEqualTo(CacheUse.REFUSED);
        assertThat(of("max-age=1", "no-cache")).isEqualTo(CacheUse.REFRESH);
    }

    @Test
    void requestWithoutIt_takesWhatIsKept() {
        assertThat(CacheControl.of(MultiMap.caseInsensitiveMultiMap())).isEqualTo(CacheUse.ALLOWED);
    }
}
