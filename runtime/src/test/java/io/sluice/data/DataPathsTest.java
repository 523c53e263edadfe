package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contract.FunctionName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DataPathsTest {

    private static final Viewpoint OUTSIDE = Viewpoint.outside("acme");
    private static final Viewpoint INSIDE = new Viewpoint("acme", "s1", new FunctionName("demo", "Shout"));

    @ParameterizedTest
    @CsvSource({
        "'', data://",
        "/, data://",
        "%2F, data://",
        "ACME, data://acme",
        ".my, data://acme",
        ".my/, data://acme",
        ".my%2Fbox, data://acme/box",
        "/acme/box/, data://acme/box",
        "acme//box, data://acme/box",
        ".my/box/a.txt, data://acme/box/a.txt",
        ".my%2Fbox%2Fa.txt, data://acme/box/a.txt",
        "%2Facme%2fbox%2fa+b%2B.txt, data://acme/box/a b+.txt",
        "acme/box/a+b%20c, data://acme/box/a+b c",
        "acme/box/%C3%A9%25, data://acme/box/é%",
        "acme/box/Ã©, data://acme/box/é",
        "data%3A%2F%2Facme%2Fbox, data://acme/box",
        "data://acme/box, data://acme/box",
        "acme/box/.., ",
    })
    void path_inEverySpelling_isTheSame(String encoded, String uri) {
        if (uri == null) {
            assertThatThrownBy(() -> DataPaths.parse(encoded, OUTSIDE)).isInstanceOf(DataFailure.Invalid.class);
        } else {
            assertThat(DataPaths.parse(encoded, OUTSIDE).uri()).isEqualTo(uri);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "acme/..",
                "acme/%2e%2e",
                "acme/box/%2e",
                "acme/box/a/b",
                "acme/box/a%00b",
                "acme/box/a%0Ab",
                "acme/box/%",
                "acme/box/%2",
                "acme/box/%zz",
                "acme/box/%FF",
                "acme/box/%C0%AE%C0%AE",
                ".hidden/box",
                "no.account/box",
                ".session/f",
                ".algo",
                ".algo/temp/f",
                ".algo/demo/shout",
                ".algo/demo/../temp/f",
            })
    void path_thatIsNone_isRefused(String encoded) {
        assertThatThrownBy(() -> DataPaths.parse(encoded, OUTSIDE)).isInstanceOf(DataFailure.Invalid.class);
    }

    @Test
    void path_ofAnotherStore_isNotFound() {
        assertThatThrownBy(() -> DataPaths.parse("s3%3A%2F%2Fbucket%2Fkey", OUTSIDE))
                .isInstanceOf(DataFailure.NotFound.class)
                .hasMessageContaining("'s3'");
    }

    @Test
    void path_ofNobodyInParticular_isRefused() {
        Viewpoint nobody = Viewpoint.outside("");

        assertThatThrownBy(() -> DataPaths.parse(".my/box", nobody)).isInstanceOf(DataFailure.Invalid.class);
        assertThatThrownBy(() -> DataPaths.parse(".algo/demo/shout/perm/f", nobody))
                .isInstanceOf(DataFailure.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        ".my/box, data://acme/box",
        ".session, data://.session",
        ".session%2Ff, data://.session/f",
        ".algo/temp/f, data://.algo/demo/shout/temp/f",
        ".algo/perm, data://.algo/demo/shout/perm",
        ".algo/other/One/perm/f, data://.algo/other/one/perm/f",
    })
    void specialOwner_inside_isThatOfTheCall(String encoded, String uri) {
        assertThat(DataPaths.parse(encoded, INSIDE).uri()).isEqualTo(uri);
    }

    @Test
    void functionsStore_isOneForEachUser() {
        DataPath one = DataPaths.parse(".algo/temp/f", INSIDE);
        DataPath other = DataPaths.parse(".algo/temp/f", new Viewpoint("bob", "s1", INSIDE.function()));
        DataPath fromOutside = DataPaths.parse(".algo/demo/shout/temp/f", OUTSIDE);

        assertThat(one).isEqualTo(fromOutside).isNotEqualTo(other);
    }

    @Test
    void name_ofSoManyBytes_isRefused() {
        assertThat(DataPaths.parse("acme/box/" + "a".repeat(250), OUTSIDE)).isInstanceOf(DataPath.File.class);
        assertThat(DataPaths.parse("acme/box/" + "%20".repeat(186), OUTSIDE)).isInstanceOf(DataPath.File.class);

        assertThatThrownBy(() -> DataPaths.parse("acme/box/" + "a".repeat(251), OUTSIDE))
                .isInstanceOf(DataFailure.Invalid.class)
                .hasMessageContaining("250");
        assertThatThrownBy(() -> DataPaths.parse("acme/box/" + "%20".repeat(187), OUTSIDE))
                .isInstanceOf(DataFailure.Invalid.class)
                .hasMessageContaining("186");
    }
}
