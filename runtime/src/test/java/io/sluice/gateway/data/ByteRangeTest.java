package io.sluice.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ByteRangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-3   | Piece[first=0, length=4]",
                "bytes=2-    | Piece[first=2, length=8]",
                "bytes=-3    | Piece[first=7, length=3]",
                "bytes=-30   | Piece[first=0, length=10]",
                "bytes=9-99  | Piece[first=9, length=1]",
                "bytes=10-   | Nowhere[]",
                "bytes=-0    | Nowhere[]",
                "bytes=3-2   | All[]",
                "bytes=-     | All[]",
                "bytes=0-1,3-4 | All[]",
                "lines=0-1   | All[]",
                "bytes=99999999999999999999- | All[]",
                "            | All[]",
            })
    void range_ofTenBytes(String header, String expected) {
        assertThat(ByteRange.of(header, 10)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-,Nowhere[]", "bytes=-5,Nowhere[]", ",All[]"})
    void range_ofNoBytes(String header, String expected) {
        assertThat(ByteRange.of(header, 0)).hasToString(expected);
    }
}
