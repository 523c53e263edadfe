package io.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.SemanticVersion;
import io.sluice.state.InMemoryStateTable;
import io.sluice.state.StateTable;
import io.sluice.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FunctionRegistryTest {

    private static final FunctionName NAME = FunctionName.parse("demo/shout");

    private final InMemoryStateTable table = new InMemoryStateTable();
    private final FunctionRegistry registry = new FunctionRegistry(table);

    /** Takes nothing, as a full disk does. */
    private static final class FailingTable implements StateTable {
        private final Map<String, String> content;

        FailingTable(Map<String, String> content) {
            this.content = content;
        }

        @Override
        public Map<String, String> load() {
            return content;
        }

        @Override
        public void put(String key, String value) {
            throw new IllegalStateException("disk full");
        }

        @Override
        public void remove(String key) {
            throw new IllegalStateException("disk full");
        }
    }

    private void deploy(FunctionVersion version) {
        registry.update(
                version.name(), there -> there == null ? FunctionRecord.first(version) : there.withDeployed(version));
    }

    @Test
    void find_whateverTheCaseOfTheName_findsItAsItWasSpelled() {
        deploy(Samples.version("demo/Shout", "1.0.0"));

        assertThat(registry.find(FunctionName.parse("DEMO/shout")))
                .hasValueSatisfying(found -> assertThat(found.name()).hasToString("demo/Shout"));
        assertThat(registry.resolve(FunctionReference.parse("Demo/SHOUT@1.*"))).isPresent();
        assertThat(registry.resolve(FunctionReference.parse("demo/shout@2.*"))).isEmpty();
    }

    @Test
    void reopened_knowsVersionsWithdrawnOnesAndManifests() {
        FunctionVersion first =
                Samples.version("demo/shout", "1.0.0", "summary: says it louder", "events: [com.acme.order]");
        deploy(first);
        deploy(Samples.version("demo/shout", "1.1.0"));
        registry.update(NAME, there -> there == null ? null : there.rolledBackTo(new SemanticVersion(1, 0, 0)));
        deploy(Samples.version("demo/whisper", "0.1.0"));

        FunctionRegistry reopened = new FunctionRegistry(table);

        assertThat(reopened.all())
                .extracting(record -> record.name().toString())
                .containsExactly("demo/shout", "demo/whisper");
        assertThat(reopened.versions()).hasSize(3);
        FunctionRecord shout = reopened.find(NAME).orElseThrow();
        assertThat(shout.current()).isEqualTo(first);
        assertThat(shout.isWithdrawn(new SemanticVersion(1, 1, 0))).isTrue();
    }

    @Test
    void reopened_withFieldsOfALaterRelease_stillReads() {
        deploy(Samples.version("demo/shout", "1.0.0"));
        table.put("demo/shout", table.load().getOrDefault("demo/shout", "").replaceFirst("\\{", "{\"color\":\"red\","));

        assertThat(new FunctionRegistry(table).find(NAME)).isPresent();
    }

    @Test
    void reopened_withRubbish_saysSo() {
        table.put("demo/shout", "{");

        assertThatThrownBy(() -> new FunctionRegistry(table)).hasMessageContaining("cannot be read");
    }

    @Test
    void update_thatCannotBeWritten_changesNothing() {
        deploy(Samples.version("demo/shout", "1.0.0"));
        FunctionRegistry full = new FunctionRegistry(new FailingTable(table.load()));

        assertThatThrownBy(() -> full.update(
                        NAME,
                        there -> there == null ? null : there.withDeployed(Samples.version("demo/shout", "1.1.0"))))
                .hasMessage("disk full");
        assertThatThrownBy(() -> full.update(NAME, there -> null)).hasMessage("disk full");

        assertThat(full.find(NAME)).hasValueSatisfying(found -> {
            assertThat(found.current().version()).hasToString("1.0.0");
            assertThat(found.versions()).hasSize(1);
        });
    }

    @Test
    void update_thatThrows_changesNothing() {
        deploy(Samples.version("demo/shout", "1.0.0"));

        assertThatThrownBy(() -> deploy(Samples.version("demo/shout", "1.0.0"))).hasMessageContaining("exists already");

        assertThat(registry.versions()).hasSize(1);
    }

    @Test
    void update_toNothing_removesTheFunctionForGood() {
        deploy(Samples.version("demo/shout", "1.0.0"));

        registry.update(NAME, there -> null);

        assertThat(registry.find(NAME)).isEmpty();
        assertThat(table.load()).isEmpty();
    }

    @Test
    void event_goesToTheFunctionThatNamesItsType() {
        deploy(Samples.version("demo/shout", "1.0.0", "events: [com.acme.order]"));

        assertThat(registry.forEvent("com.acme.order").map(FunctionVersion::name))
                .contains(NAME);
        assertThat(registry.forEvent("com.acme.invoice")).isEmpty();
        assertThat(registry.forEvent("order")).isEmpty();
    }

    @Test
    void event_thatIsCalledLikeAFunction_goesToIt() {
        deploy(Samples.version("demo/shout", "1.0.0"));

        assertThat(registry.forEvent("Demo.Shout").map(FunctionVersion::name)).contains(NAME);
    }

    @Test
    void event_ofAPackageWithSeveralFunctions_goesToTheFirst() {
        String[] lines = {"entryPoints: {shout: shout, whisper: quiet}", "events: [com.acme.order]"};
        FunctionVersion shout = Samples.version("demo/shout", "1.0.0", lines);
        deploy(new FunctionVersion(
                FunctionName.parse("demo/whisper"),
                shout.version(),
                shout.packageDigest(),
                "quiet",
                shout.manifest(),
                shout.manifestText(),
                shout.deployedAt()));
        deploy(shout);

        assertThat(registry.forEvent("com.acme.order").map(FunctionVersion::name))
                .contains(NAME);
    }

    @Test
    void events_ofSeveralFunctionsThatNameTheirType_goToTheFirstByName_whoeverComesAndGoes() {
        deploy(Samples.version("demo/shout", "1.0.0", "events: [com.acme.order]"));
        deploy(Samples.version("demo/answer", "1.0.0", "events: [com.acme.order]"));
        assertThat(subscriber()).hasToString("demo/answer");

        deploy(Samples.version("demo/answer", "1.1.0"));
        assertThat(subscriber()).hasToString("demo/shout");

        registry.update(NAME, there -> null);
        assertThat(registry.subscriber("com.acme.order")).isEmpty();
    }

    private FunctionName subscriber() {
        return registry.subscriber("com.acme.order").orElseThrow().name();
    }

    @Test
    void listing_goesOnAfterAKey_ofOneOwnerOrAll() {
        for (String name : new String[] {"b/two", "B/One", "a/one", "b-c/one", "c/one"}) {
            deploy(Samples.version(name, "1.0.0"));
        }

        assertThat(registry.after("a/one"))
                .extracting(record -> record.name().toString())
                .containsExactly("b-c/one", "B/One", "b/two", "c/one");
        assertThat(registry.of("B", ""))
                .extracting(record -> record.name().toString())
                .containsExactly("B/One", "b/two");
        assertThat(registry.of("b", "b/one"))
                .extracting(record -> record.name().toString())
                .containsExactly("b/two");
        assertThat(registry.of("b", "b/two")).isEmpty();
    }

    @Test
    void listing_isByName_asBefore() {
        for (String name : new String[] {"b/two", "B/One", "a/one", "b-c/one"}) {
            deploy(Samples.version(name, "1.0.0"));
        }

        assertThat(registry.all())
                .extracting(record -> record.name().key())
                .containsExactly("a/one", "b-c/one", "b/one", "b/two");
    }
}
