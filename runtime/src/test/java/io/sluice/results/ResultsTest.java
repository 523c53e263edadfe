package io.sluice.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Caller;
import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.SemanticVersion;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.state.InMemoryStateTable;
import io.sluice.testing.Samples;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultsTest {

    private static final Caller CALLER = new Caller("demo", false);
    private static final String CACHED = "cache: {ttl: 60s}";

    private final AtomicLong nanoTime = new AtomicLong(1);
    private final FunctionRegistry registry = new FunctionRegistry(new InMemoryStateTable());
    private final Results results = new Results(ResultCache.of(1 << 20, nanoTime::get), registry, nanoTime::get);

    private FunctionVersion deploy(String name, String version, String... lines) {
        FunctionVersion deployed = Samples.version(name, version, lines);
        registry.update(
                deployed.name(),
                there -> there == null ? FunctionRecord.first(deployed) : there.withDeployed(deployed));
        return deployed;
    }

    private void rollBack(FunctionVersion to) {
        registry.update(to.name(), there -> there == null ? null : there.rolledBackTo(to.version()));
    }

    private void remove(FunctionVersion version) {
        registry.update(
                version.name(),
                there -> there == null ? null : there.without(version).orElse(null));
    }

    private static ResultKey key(FunctionVersion function) {
        return ResultKey.of(function, CALLER, ContentType.JSON, Buffer.buffer("1"));
    }

    private void keep(FunctionVersion function, Dependency... dependencies) {
        results.keep(key(function), ContentType.TEXT, Buffer.buffer("out"), nanoTime.get(), List.of(dependencies));
    }

    private Dependency calls(String reference) {
        FunctionReference parsed = FunctionReference.parse(reference);
        return new Dependency(parsed, registry.resolve(parsed).orElseThrow());
    }

    private boolean isKept(FunctionVersion function) {
        return results.find(key(function)) != null;
    }

    @Test
    void result_comesBackWithItsTypeItsBytesAndItsAge() {
        FunctionVersion function = deploy("demo/a", "1.0.0", CACHED);
        keep(function);
        nanoTime.addAndGet(Duration.ofSeconds(7).toNanos());

        assertThat(results.find(key(function))).isNotNull().satisfies(kept -> {
            assertThat(kept.type()).isEqualTo(ContentType.TEXT);
            assertThat(kept.bytes()).hasToString("out");
            assertThat(kept.age(nanoTime.get())).isEqualTo(Duration.ofSeconds(7));
        });
    }

    @Test
    void bytes_areKeptApartFromTheBufferTheyCameIn() {
        FunctionVersion function = deploy("demo/a", "1.0.0", CACHED);
        Buffer network = Buffer.buffer("<out>");
        results.keep(key(function), ContentType.TEXT, network.slice(1, 4), 0, List.of());
        network.setString(0, "-----");

        assertThat(results.find(key(function))).isNotNull().satisfies(kept -> assertThat(kept.bytes())
                .hasToString("out"));
    }

    @Test
    void keeps_saysWhereResultsCanBeKept() {
        FunctionVersion cached = deploy("demo/a", "1.0.0", CACHED);
        FunctionVersion plain = deploy("demo/b", "1.0.0");
        Results nothing = new Results(ResultCache.of(0, nanoTime::get), registry, nanoTime::get);

        assertThat(results.keeps(cached, Buffer.buffer("1"))).isTrue();
        assertThat(results.keeps(cached, Buffer.buffer(new byte[ResultKey.MAX_INPUT])))
                .isTrue();
        assertThat(results.keeps(cached, Buffer.buffer(new byte[ResultKey.MAX_INPUT + 1])))
                .isFalse();
        assertThat(results.keeps(plain, Buffer.buffer("1"))).isFalse();
        assertThat(nothing.keeps(cached, Buffer.buffer("1"))).isFalse();
    }

    @Test
    void newVersionOfADependency_makesTheResultUseless() {
        FunctionVersion parent = deploy("demo/parent", "1.0.0", CACHED);
        deploy("demo/child", "1.0.0");
        keep(parent, calls("demo/child"));
        assertThat(isKept(parent)).isTrue();

        deploy("demo/child", "1.0.1");

        assertThat(isKept(parent)).isFalse();
        assertThat(results.invalidations()).isEqualTo(1);
        assertThat(results.usage().entries()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // how the child was called, the version deployed after, whether the result is still good
        "demo/child, 1.1.0, false",
        "demo/child@latest, 1.1.0, false",
        "demo/child@1.*, 1.1.0, false",
        "demo/child@1.0.*, 1.1.0, true",
        "demo/child@1.0.*, 1.0.1, false",
        "demo/child@1.*, 2.0.0, true",
        "demo/child@1.0.0, 1.0.1, true",
    })
    void newVersion_countsWhereTheCallWouldGoToIt(String reference, String deployed, boolean kept) {
        FunctionVersion parent = deploy("demo/parent", "1.0.0", CACHED);
        deploy("demo/child", "1.0.0");
        keep(parent, calls(reference));

        deploy("demo/child", deployed);

        assertThat(isKept(parent)).isEqualTo(kept);
    }

    @Test
    void rollbackOfADependency_makesTheResultUseless() {
        FunctionVersion parent = deploy("demo/parent", "1.0.0", CACHED);
        FunctionVersion old = deploy("demo/child", "1.0.0");
        deploy("demo/child", "1.0.1");
        keep(parent, calls("demo/child"), calls("demo/child@1.0.*"));

        rollBack(old);

        assertThat(isKept(parent)).isFalse();
    }

    @Test
    void removalOfADependency_makesTheResultUselessAlsoWhereItWasPinned() {
        FunctionVersion parent = deploy("demo/parent", "1.0.0", CACHED);
        FunctionVersion child = deploy("demo/child", "1.0.0");
        keep(parent, calls("demo/child@1.0.0"));

        remove(child);
        deploy("demo/child", "1.0.0", "summary: other content under the same number");

        assertThat(isKept(parent)).isFalse();
    }

    @Test
    void eachOfSeveralDependencies_counts() {
        FunctionVersion parent = deploy("demo/parent", "1.0.0", CACHED);
        Dependency[] children = Stream.of("demo/x", "demo/y", "demo/z")
                .map(name -> new Dependency(FunctionReference.parse(name), deploy(name, "1.0.0")))
                .toArray(Dependency[]::new);
        keep(parent, children);
        assertThat(isKept(parent)).isTrue();

        deploy("demo/z", "1.0.1");

        assertThat(isKept(parent)).isFalse();
    }

    @Test
    void anotherFunctionsVersion_changesNothing() {
        FunctionVersion parent = deploy("demo/parent", "1.0.0", CACHED);
        deploy("demo/child", "1.0.0");
        deploy("demo/other", "1.0.0");
        keep(parent, calls("demo/child"));

        deploy("demo/other", "1.0.1");
        results.dropOutdated();

        assertThat(isKept(parent)).isTrue();
        assertThat(results.invalidations()).isZero();
    }

    @Test
    void newVersion_beginsWithoutResultsAndTheOldOneKeepsItsOwn() {
        FunctionVersion old = deploy("demo/a", "1.0.0", CACHED);
        keep(old);

        FunctionVersion next = deploy("demo/a", "1.0.1", CACHED);
        results.dropOutdated();

        assertThat(isKept(next)).isFalse();
        assertThat(isKept(old)).isTrue();
    }

    @Test
    void removedVersion_takesItsResultsAlong() {
        FunctionVersion function = deploy("demo/a", "1.0.0", CACHED);
        keep(function);

        remove(function);
        results.dropOutdated();

        assertThat(results.usage().entries()).isZero();
        assertThat(results.usage().bytes()).isZero();
        assertThat(results.invalidations()).isEqualTo(1);
    }

    @Test
    void resultOfACallThatOutlivedItsVersion_isNotKept() {
        FunctionVersion function = deploy("demo/a", "1.0.0", CACHED);
        remove(function);

        keep(function);

        assertThat(results.usage().entries()).isZero();
    }

    @Test
    void resultThatIsOutdatedWhenItComes_isNotKept() {
        FunctionVersion parent = deploy("demo/parent", "1.0.0", CACHED);
        deploy("demo/child", "1.0.0");
        Dependency before = calls("demo/child");
        deploy("demo/child", "1.0.1");

        keep(parent, before);

        assertThat(results.usage().entries()).isZero();
    }

    @Test
    void rollbackToTheVersionThatWasUsed_leavesTheResultGoodUnlessItWasDropped() {
        FunctionVersion parent = deploy("demo/parent", "1.0.0", CACHED);
        FunctionVersion child = deploy("demo/child", "1.0.0");
        keep(parent, calls("demo/child"));
        deploy("demo/child", "1.0.1");

        rollBack(child);

        assertThat(isKept(parent)).isTrue();
        assertThat(registry.find(child.name()).orElseThrow().current().version())
                .isEqualTo(new SemanticVersion(1, 0, 0));
    }
}
