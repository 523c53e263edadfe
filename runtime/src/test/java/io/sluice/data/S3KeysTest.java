package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class S3KeysTest {

    private static final DataPath.Owner ACME = new DataPath.Owner("acme");

    private final S3Keys keys = new S3Keys("data/");

    @Test
    void keys_ofDifferentThings_neverBeginAlike() {
        DataPath.Hosted box = new DataPath.Hosted(ACME, "box");
        List<String> all = List.of(
                keys.collection(box),
                keys.files(box, "1-2"),
                keys.files(new DataPath.Session("s1")),
                keys.files(new DataPath.OfFunction("demo", "shout", DataPath.Life.TEMP, "acme")),
                keys.files(new DataPath.OfFunction("demo", "shout", DataPath.Life.PERM, "acme")),
                keys.deleted("1-2"));

        assertThat(all)
                .containsExactly(
                        "data/collections/acme!/box",
                        "data/files/acme/box/1-2/",
                        "data/sessions/s1/",
                        "data/temporary/demo/shout/acme/",
                        "data/permanent/demo/shout/acme/",
                        "data/deleted/1-2");
    }

    @Test
    void owners_haveTheOrderOfTheirNames_andNothingBetweenOneAndTheNext() {
        List<String> inOrder = Stream.of("acme", "acme-2", "acme2", "acme_3", "b")
                .flatMap(name -> Stream.of(
                        keys.collections(new DataPath.Owner(name)) + "\uFFFF", String.valueOf(keys.afterOwner(name))))
                .toList();

        assertThat(inOrder).isSortedAccordingTo(DataName.ORDER);
    }

    @Test
    void owner_ofAKeyThatOthersPutThere_isNone() {
        assertThat(keys.owner("data/collections/acme!/")).contains("acme");
        assertThat(keys.owner("data/collections/foreign/")).isEmpty();
    }
}
