package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.SemanticVersion;
import io.sluice.contract.TraceContext;
import io.sluice.contract.api.DeployResult;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.pool.Answer;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.PoolSnapshot;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.InvalidPackageException;
import io.sluice.results.Dependency;
import io.sluice.results.ResultKey;
import io.sluice.router.Deadline;
import io.sluice.router.Flow;
import io.sluice.router.Invocation;
import io.sluice.router.Origin;
import io.sluice.router.Reply;
import io.sluice.testing.Samples;
import io.sluice.testing.SmallRuntime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeploymentsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Caller DEMO = new Caller("demo", false);
    private static final FunctionName SHOUT = FunctionName.parse("demo/shout");

    @TempDir
    private Path temp;

    private @Nullable SmallRuntime opened;

    @BeforeEach
    void open() {
        opened = new SmallRuntime(temp.resolve("packages"));
    }

    @AfterEach
    void close() {
        runtime().close();
    }

    private SmallRuntime runtime() {
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        return opened;
    }

    private Path zip(String content, String... lines) {
        return Samples.zip(temp, Map.of("sluice.yaml", Samples.manifest("demo/shout", lines), "app.jar", content));
    }

    private DeployResult deploy(String content, String... lines) {
        try {
            return runtime().deployments.deploy(zip(content, lines), DEMO);
        } catch (InvalidManifestException e) {
            throw new AssertionError(e);
        }
    }

    private String current() {
        return runtime().registry.find(SHOUT).orElseThrow().current().version().toString();
    }

    private Uni<Reply> call(String function) {
        FunctionReference reference = FunctionReference.parse(function);
        return runtime()
                .router
                .run(
                        new Flow.Call(reference),
                        new Invocation(
                                "req-1",
                                reference,
                                Payload.NOTHING,
                                PayloadRoom.unbounded(),
                                new Origin.Outside(DEMO),
                                Deadline.in(
                                        Duration.ofMinutes(1),
                                        runtime().nanoTime.get()),
                                TraceContext.start(new Random(1)),
                                Map.of()));
    }

    private String answeredBy(String function) {
        return call(function).await().atMost(PATIENCE).steps().getFirst().version();
    }

    private long packages() {
        try (Stream<Path> folders = Files.list(temp.resolve("packages"))) {
            return folders.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void firstDeploy_withoutAVersion_getsTheFirstAndCanBeCalled() {
        DeployResult result = deploy("one");

        assertThat(result.functions()).containsExactly(new DeployResult.Deployed("demo/shout", "0.1.0"));
        assertThat(result.changed()).isTrue();
        assertThat(answeredBy("demo/shout")).isEqualTo("0.1.0");
    }

    @Test
    void deployInAScriptingLanguage_startsAnInstanceButNotBeforeItsSecretsCanBeSet() throws Exception {
        String manifest = "name: demo/%s\nruntime: %s\npackage: .\n%s";

        for (String each : List.of(
                manifest.formatted("plain", "node", ""),
                manifest.formatted("secret", "node", "secrets: [TOKEN]\n"),
                manifest.formatted("program", "exec", "exec: {command: [a], health: /}\n"),
                manifest.formatted("compiled", "java", ""))) {
            runtime().deployments.deploy(Samples.zip(temp, Map.of("sluice.yaml", each)), DEMO);
        }

        assertThat(runtime().pools.snapshot())
                .filteredOn(pool -> !pool.instances().isEmpty())
                .extracting(PoolSnapshot::label)
                .containsExactlyInAnyOrder("demo/plain@0.1.0", "demo/program@0.1.0");
    }

    @Test
    void nextDeploy_getsTheNextPatchAndTheCallers() {
        deploy("one");
        deploy("two");

        assertThat(answeredBy("demo/shout")).isEqualTo("0.1.1");
        assertThat(answeredBy("demo/shout@0.1.0")).isEqualTo("0.1.0");
    }

    @Test
    void equalContent_deployedAgain_changesNothing() {
        DeployResult first = deploy("one");
        DeployResult again = deploy("one");

        assertThat(again.changed()).isFalse();
        assertThat(again.functions()).isEqualTo(first.functions());
        assertThat(packages()).isEqualTo(1);
    }

    @Test
    void sameVersion_withOtherContent_isAConflict() {
        deploy("one", "version: 1.0.0");

        assertThatThrownBy(() -> deploy("two", "version: 1.0.0"))
                .isInstanceOf(DeployConflict.class)
                .hasMessageContaining("version 1.0.0 of 'demo/shout'")
                .hasMessageContaining("raise 'version'");
        assertThat(packages()).isEqualTo(1);
    }

    @Test
    void packageWithSeveralFunctions_deploysThemAllAtOneVersion() {
        deploy("one");

        DeployResult result = deploy("two", "entryPoints: {shout: shout, whisper: quiet}");

        assertThat(result.functions())
                .containsExactlyInAnyOrder(
                        new DeployResult.Deployed("demo/shout", "0.1.1"),
                        new DeployResult.Deployed("demo/whisper", "0.1.1"));
        call("demo/whisper").await().atMost(PATIENCE);
        assertThat(runtime().functions.calls().getLast().entryPoint()).isEqualTo("quiet");
    }

    @Test
    void anotherCase_keepsTheSpellingThatCallersKnow() throws InvalidManifestException {
        deploy("one");

        Path shouting = Samples.zip(temp, Map.of("sluice.yaml", Samples.manifest("Demo/SHOUT"), "app.jar", "two"));
        DeployResult result = runtime().deployments.deploy(shouting, DEMO);

        assertThat(result.functions()).containsExactly(new DeployResult.Deployed("demo/shout", "0.1.1"));
        assertThat(answeredBy("demo/shout")).isEqualTo("0.1.1");
    }

    @Test
    void isolationThatCannotBeEnforced_isRefusedAndLeavesNothing() {
        Path zip = zip("one", "permissions: {network: isolated}");

        assertThatThrownBy(() -> runtime().deployments.deploy(zip, DEMO))
                .isInstanceOf(DeployConflict.class)
                .hasMessageContaining("'demo/shout'")
                .hasMessageContaining("permissions.network: isolated");
        assertThat(runtime().registry.all()).isEmpty();
        assertThat(packages()).isZero();
    }

    @Test
    void anotherOwner_isNotAllowedAndLeavesNothing() {
        Path zip = zip("one");

        assertThatThrownBy(() -> runtime().deployments.deploy(zip, new Caller("stranger", false)))
                .isInstanceOf(DeployNotAllowed.class)
                .hasMessageContaining("'stranger'")
                .hasMessageContaining("'demo'");
        assertThat(runtime().registry.all()).isEmpty();
        assertThat(packages()).isZero();
    }

    @Test
    void administrator_mayDeployForAnyOwner() throws InvalidManifestException {
        assertThat(runtime()
                        .deployments
                        .deploy(zip("one"), new Caller("root", true))
                        .changed())
                .isTrue();
    }

    @Test
    void eventType_thatAnotherFunctionTakes_isAConflict() {
        runtime().add("demo/first", "events: [com.acme.order]");

        assertThatThrownBy(() -> deploy("one", "events: [com.acme.order]"))
                .isInstanceOf(DeployConflict.class)
                .hasMessageContaining("'com.acme.order'")
                .hasMessageContaining("'demo/first'");
        assertThat(runtime().registry.find(SHOUT)).isEmpty();
    }

    @Test
    void eventType_ofTheFunctionItself_isNone() {
        deploy("one", "events: [com.acme.order]");
        deploy("two", "events: [com.acme.order]");

        assertThat(current()).isEqualTo("0.1.1");
    }

    @Test
    void whatIsNoPackage_leavesNothing() throws IOException {
        Path text = Files.writeString(temp.resolve("text.zip"), "no zip file");
        Path wrong = Samples.zip(temp, Map.of("sluice.yaml", "name: demo/shout\nmemory: much\n"));

        assertThatThrownBy(() -> runtime().deployments.deploy(text, DEMO)).isInstanceOf(InvalidPackageException.class);
        assertThatThrownBy(() -> runtime().deployments.deploy(wrong, DEMO))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageContaining("memory");
        assertThat(packages()).isZero();
    }

    @Test
    void deploy_whileACallRuns_letsItFinishOnTheOldVersion() {
        deploy("one");
        CompletableFuture<UniEmitter<? super Answer>> arrived = new CompletableFuture<>();
        runtime().functions.define("demo/shout", call -> Uni.createFrom().<Answer>emitter(arrived::complete));
        UniAssertSubscriber<Reply> running =
                call("demo/shout").subscribe().withSubscriber(UniAssertSubscriber.create());
        UniEmitter<? super Answer> answer =
                arrived.orTimeout(10, TimeUnit.SECONDS).join();
        runtime().functions.returns("demo/shout", Payload.NOTHING);

        deploy("two");

        assertThat(answeredBy("demo/shout")).isEqualTo("0.1.1");
        running.assertNotTerminated();
        answer.complete(new Answer.Result(Payload.NOTHING, Map.of()));
        assertThat(running.awaitItem(PATIENCE).getItem().steps().getFirst().version())
                .isEqualTo("0.1.0");
    }

    @Test
    void successorOfAWarmVersion_isStartedBeforeItIsCalled() {
        deploy("one");
        call("demo/shout").await().atMost(PATIENCE);

        deploy("two");

        assertThat(call("demo/shout")
                        .await()
                        .atMost(PATIENCE)
                        .steps()
                        .getFirst()
                        .cold())
                .isFalse();
    }

    @Test
    void rollback_goesToThePreviousVersionOrTheOneThatIsNamed() {
        deploy("one");
        deploy("two");
        deploy("three");

        assertThat(runtime().deployments.rollback(SHOUT, null).map(FunctionVersion::version))
                .contains(new SemanticVersion(0, 1, 1));
        assertThat(answeredBy("demo/shout")).isEqualTo("0.1.1");
        assertThat(runtime().deployments.rollback(SHOUT, new SemanticVersion(0, 1, 0)))
                .isPresent();
        assertThat(answeredBy("demo/shout")).isEqualTo("0.1.0");
        assertThat(runtime().deployments.rollback(SHOUT, null)).isEmpty();
        assertThat(runtime().deployments.rollback(SHOUT, new SemanticVersion(9, 9, 9)))
                .isEmpty();
        assertThat(current()).isEqualTo("0.1.0");
    }

    @Test
    void withdrawnContent_deployedAgain_isANewVersion() {
        deploy("one");
        deploy("two");
        runtime().deployments.rollback(SHOUT, null);

        deploy("two");

        assertThat(current()).isEqualTo("0.1.2");
        assertThat(packages()).isEqualTo(2);
    }

    @Test
    void removedVersion_isGoneAndSoIsItsPackage() {
        deploy("one");
        deploy("two");

        assertThat(runtime().deployments.remove(SHOUT, new SemanticVersion(0, 1, 1)))
                .isTrue();

        assertThat(current()).isEqualTo("0.1.0");
        assertThat(packages()).isEqualTo(1);
        assertThat(runtime().deployments.remove(SHOUT, new SemanticVersion(0, 1, 1)))
                .isFalse();
        assertThat(answeredBy("demo/shout")).isEqualTo("0.1.0");
    }

    @Test
    void removedFunction_isGoneAndCanBeDeployedAgain() {
        deploy("one");
        call("demo/shout").await().atMost(PATIENCE);

        assertThat(runtime().deployments.remove(SHOUT, null)).isTrue();

        assertThat(runtime().registry.all()).isEmpty();
        assertThat(runtime().pools.snapshot()).isEmpty();
        assertThat(packages()).isZero();
        deploy("one");
        assertThat(answeredBy("demo/shout")).isEqualTo("0.1.0");
    }

    private long kept() {
        return runtime().results.usage().entries();
    }

    @Test
    void keptResults_goWithTheVersionThatMadeThem() {
        deploy("one", "cache: {ttl: 60s}");
        call("demo/shout").await().atMost(PATIENCE);
        deploy("two", "cache: {ttl: 60s}");
        call("demo/shout").await().atMost(PATIENCE);
        assertThat(kept()).isEqualTo(2);

        runtime().deployments.remove(SHOUT, new SemanticVersion(0, 1, 0));
        assertThat(kept()).isEqualTo(1);

        runtime().deployments.remove(SHOUT, null);
        assertThat(kept()).isZero();
    }

    @Test
    void keptResults_goWhenWhatTheyDependOnIsDeployedOrRolledBack() {
        FunctionVersion parent = runtime().add("demo/parent", "cache: {ttl: 60s}");
        deploy("one");
        keepResultThatDependsOnShout(parent);

        deploy("two");
        assertThat(kept()).isZero();

        keepResultThatDependsOnShout(parent);
        runtime().deployments.rollback(SHOUT, null);
        assertThat(kept()).isZero();

        keepResultThatDependsOnShout(parent);
        runtime().deployments.remove(SHOUT, new SemanticVersion(0, 1, 0));
        assertThat(kept()).isZero();
    }

    private void keepResultThatDependsOnShout(FunctionVersion parent) {
        FunctionReference reference = FunctionReference.parse("demo/shout");
        Dependency dependency =
                new Dependency(reference, runtime().registry.resolve(reference).orElseThrow());
        Payload nothing = Payload.NOTHING;
        runtime()
                .results
                .keep(
                        ResultKey.of(parent, DEMO, nothing.type(), nothing.bytes()),
                        nothing.type(),
                        nothing.bytes(),
                        0,
                        List.of(dependency));
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void restore_opensWhatTheRegistryHoldsAndDropsWhatNothingRefersTo() throws IOException {
        deploy("one");
        Path stray = Files.createDirectories(temp.resolve("packages/0123456789"));
        runtime()
                .endpoints
                .close(runtime().registry.versions().getFirst())
                .await()
                .atMost(PATIENCE);

        runtime().deployments.restore();

        assertThat(answeredBy("demo/shout")).isEqualTo("0.1.0");
        assertThat(stray).doesNotExist();
    }
}
