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
        Optional<FunctionRecord> rest = versions("1.0.0", "1.1.0", "1.2.0").without(number("1.2.0"));

        assertThat(rest).hasValueSatisfying(record -> assertThat(resolve(record, "latest"))
                .contains("1.1.0"));
    }

    @Test
    void without_theCurrentVersionAfterARollback_doesNotBringTheWithdrawnBack() {
        Optional<FunctionRecord> rest = versions("1.0.0", "1.1.0", "1.2.0")
                .rolledBackTo(number("1.1.0"))
                .without(number("1.1.0"));

        assertThat(rest).hasValueSatisfying(record -> assertThat(resolve(record, "latest"))
                .contains("1.0.0"));
    }

    @Test
    void without_allButAWithdrawnVersion_makesThatCurrent() {
        Optional<FunctionRecord> rest =
                versions("1.0.0", "1.1.0").rolledBackTo(number("1.0.0")).without(number("1.0.0"));

        assertThat(rest).hasValueSatisfying(record -> {
            assertThat(resolve(record, "latest")).contains("1.1.0");
            assertThat(resolve(record, "1.*")).contains("1.1.0");
        });
    }

    @Test
    void without_anotherVersion_leavesTheCurrent() {
        assertThat(versions("1.0.0", "1.1.0").without(number("1.0.0")))
                .hasValueSatisfying(
                        record -> assertThat(resolve(record, "latest")).contains("1.1.0"));
    }

    @Test
    void without_theOnlyVersion_isNothing() {
        assertThat(versions("1.0.0").without(number("1.0.0"))).isEmpty();
    }
}
