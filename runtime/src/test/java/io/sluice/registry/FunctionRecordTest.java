package io.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contract.SemanticVersion;
import io.sluice.contract.VersionSelector;
import io.sluice.testing.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FunctionRecordTest {

    private static FunctionRecord versions(String first, String... further) {
        FunctionRecord record = FunctionRecord.first(Samples.version("demo/a", first));
        for (String version : further) {
            record = record.withDeployed(Samples.version("demo/a", version));
        }
        return record;
    }

    private static Optional<String> resolve(FunctionRecord record, String selector) {
        return record.resolve(VersionSelector.parse(selector))
                .map(found -> found.version().toString());
    }

    private static SemanticVersion number(String version) {
        return SemanticVersion.parse(version);
    }

    @ParameterizedTest
    @CsvSource({
        "latest, 2.0.0",
        "'', 2.0.0",
        "1.0.0, 1.0.0",
        "1, 1.2.0",
        "1.*, 1.2.0",
        "1.0, 1.0.7",
        "1.0.*, 1.0.7",
        "1.0.x, 1.0.7",
        "2, 2.0.0",
    })
    void resolve_ofASelector_isTheNewestThatMatches(String selector, String expected) {
        assertThat(resolve(versions("1.0.0", "1.0.7", "1.2.0", "2.0.0"), selector))
                .contains(expected);
    }

    private static FunctionVersion open(String version) {
        return Samples.version("demo/a", version, "permissions: {callability: public}");
    }

    private static FunctionVersion build(String hash) {
        FunctionVersion like = Samples.version("demo/a", "0.0.0");
        return new FunctionVersion(
                like.name(),
                FunctionVersion.UNPUBLISHED,
                "digest-" + hash,
                "a",
                like.manifest(),
                like.manifestText(),
                hash.repeat(40),
                like.settings(),
                Samples.THEN);
    }

    @ParameterizedTest
    @CsvSource({
        "latest, 1.1.0",
        "1, 1.1.0",
        "1.0, 1.0.0",
        "2, ",
        "2.0.0, 2.0.0",
        "latestPrivate, 2.1.0",
    })
    void resolve_wherePublicVersionsAre_meansThese_unlessOneIsPinned(String selector, String expected) {
        FunctionRecord record = FunctionRecord.first(open("1.0.0"))
                .withDeployed(open("1.1.0"))
                .withDeployed(Samples.version("demo/a", "2.0.0"))
                .withDeployed(Samples.version("demo/a", "2.1.0"));

        assertThat(resolve(record, selector)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void rollbackToAPublicVersion_makesItTheLatest() {
        FunctionRecord record = FunctionRecord.first(open("1.0.0")).withDeployed(open("1.1.0"));

        assertThat(resolve(record.rolledBackTo(number("1.0.0")), "latest")).contains("1.0.0");
    }

    @Test
    void build_isFoundByItsHash_andIsWhatThereIsAsLongAsNothingIsPublished() {
        FunctionRecord built = FunctionRecord.first(build("a")).withBuild(build("b"));

        assertThat(built.resolve(VersionSelector.LATEST)).contains(build("b"));
        assertThat(built.resolve(VersionSelector.parse("A".repeat(40)))).contains(build("a"));
        assertThat(built.resolve(VersionSelector.parse("1"))).isEmpty();
        assertThat(built.resolve(VersionSelector.parse("0.0.0"))).isEmpty();
        assertThat(built.nextVersion()).hasToString("0.1.0");
        assertThat(built.versions()).isEmpty();
    }

    @Test
    void publishedBuild_isAVersionAndStillFoundByItsHash() {
        FunctionVersion version =
                build("b").published(number("0.1.0"), build("b").settings(), Samples.THEN);

        FunctionRecord record =
                FunctionRecord.first(build("a")).withBuild(build("b")).withDeployed(version);

        assertThat(record.current()).isEqualTo(version);
        assertThat(record.builds().values()).containsExactly(build("a"));
        assertThat(record.resolve(VersionSelector.parse("b".repeat(40)))).contains(version);
        assertThat(record.id()).isEqualTo(FunctionRecord.first(build("a")).id());
        assertThat(record.without(version).orElseThrow().current()).isEqualTo(build("a"));
    }

    @Test
    void builds_areKeptUpToANumber_theOldestGoFirst() {
        FunctionRecord record = FunctionRecord.first(build("a"));
        for (char c = 'b'; c <= 'k'; c++) {
            record = record.withBuild(build(String.valueOf(c)));
        }

        assertThat(record.builds()).hasSize(FunctionRecord.MOST_BUILDS).doesNotContainKey("a".repeat(40));
        assertThat(record.withBuild(build("b")).builds().values())
                .endsWith(build("b"))
                .hasSize(10);
    }

    @Test
    void stored_isReadAsItWas() {
        FunctionRecord record = FunctionRecord.first(build("a"))
                .withDeployed(open("1.0.0"))
                .withBuild(build("c"))
                .withDeployed(open("1.1.0"))
                .rolledBackTo(number("1.0.0"));

        FunctionRecord read = StoredFunction.read(StoredFunction.write(record));

        assertThat(read.id()).isEqualTo(record.id());
        assertThat(read.all()).isEqualTo(record.all());
        assertThat(read.current()).isEqualTo(record.current());
        assertThat(read.isWithdrawn(number("1.1.0"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3", "1.1.*", "1.0.1"})
    void resolve_ofAVersionThatIsNotThere_isEmpty(String selector) {
        assertThat(resolve(versions("1.0.0", "2.0.0"), selector)).isEmpty();
    }

    @Test
    void deploy_ofAnOlderVersion_makesItCurrentAndLeavesRangesToTheNewest() {
        FunctionRecord record = versions("1.1.0", "1.0.1");

        assertThat(resolve(record, "latest")).contains("1.0.1");
        assertThat(resolve(record, "1.*")).contains("1.1.0");
        assertThat(record.nextVersion()).hasToString("1.1.1");
    }

    @Test
    void deploy_ofAVersionThatIsThere_isRefused() {
        assertThatThrownBy(() -> versions("1.0.0", "1.0.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("demo/a@1.0.0");
    }

    @Test
    void rollback_withdrawsWhatIsNewerButForThosePinned() {
        FunctionRecord back = versions("1.0.0", "1.1.0", "1.2.0").rolledBackTo(number("1.0.0"));

        assertThat(resolve(back, "latest")).contains("1.0.0");
        assertThat(resolve(back, "1")).contains("1.0.0");
        assertThat(resolve(back, "1.2.0")).contains("1.2.0");
        assertThat(back.isWithdrawn(number("1.1.0"))).isTrue();
        assertThat(back.previous()).isEmpty();
    }

    @Test
    void rollback_forwardAgain_takesTheVersionBackIn() {
        FunctionRecord forward = versions("1.0.0", "1.1.0", "1.2.0")
                .rolledBackTo(number("1.0.0"))
                .rolledBackTo(number("1.1.0"));

        assertThat(resolve(forward, "latest")).contains("1.1.0");
        assertThat(resolve(forward, "1.*")).contains("1.1.0");
        assertThat(forward.isWithdrawn(number("1.2.0"))).isTrue();
    }

    @Test
    void previous_skipsWithdrawnVersions() {
        FunctionRecord record = versions("1.0.0", "1.1.0")
                .rolledBackTo(number("1.0.0"))
                .withDeployed(Samples.version("demo/a", "1.2.0"));

        assertThat(record.previous().map(FunctionVersion::version)).contains(number("1.0.0"));
    }

    @Test
    void without_theCurrentVersion_makesTheNewestOfTheRestCurrent() {
        Optional<FunctionRecord> rest = versions("1.0.0", "1.1.0", "1.2.0").without(Samples.version("demo/a", "1.2.0"));

        assertThat(rest).hasValueSatisfying(record -> assertThat(resolve(record, "latest"))
                .contains("1.1.0"));
    }

    @Test
    void without_theCurrentVersionAfterARollback_doesNotBringTheWithdrawnBack() {
        Optional<FunctionRecord> rest = versions("1.0.0", "1.1.0", "1.2.0")
                .rolledBackTo(number("1.1.0"))
                .without(Samples.version("demo/a", "1.1.0"));

        assertThat(rest).hasValueSatisfying(record -> assertThat(resolve(record, "latest"))
                .contains("1.0.0"));
    }

    @Test
    void without_allButAWithdrawnVersion_makesThatCurrent() {
        Optional<FunctionRecord> rest =
                versions("1.0.0", "1.1.0").rolledBackTo(number("1.0.0")).without(Samples.version("demo/a", "1.0.0"));

        assertThat(rest).hasValueSatisfying(record -> {
            assertThat(resolve(record, "latest")).contains("1.1.0");
            assertThat(resolve(record, "1.*")).contains("1.1.0");
        });
    }

    @Test
    void without_anotherVersion_leavesTheCurrent() {
        assertThat(versions("1.0.0", "1.1.0").without(Samples.version("demo/a", "1.0.0")))
                .hasValueSatisfying(
                        record -> assertThat(resolve(record, "latest")).contains("1.1.0"));
    }

    @Test
    void without_theOnlyVersion_isNothing() {
        assertThat(versions("1.0.0").without(Samples.version("demo/a", "1.0.0")))
                .isEmpty();
    }
}
