package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.accounts.Caller;
import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.pool.PayloadMemory;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.results.ResultCache;
import io.sluice.results.Results;
import io.sluice.router.CacheUse;
import io.sluice.router.CallInProgress;
import io.sluice.router.CallsInside;
import io.sluice.router.Deadline;
import io.sluice.router.Flights;
import io.sluice.router.KeptCalls;
import io.sluice.router.Origin;
import io.sluice.router.RootCall;
import io.sluice.router.Router;
import io.sluice.router.RouterLimits;
import io.sluice.state.InMemoryStateTable;
import io.sluice.testing.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallsTest {

    private static final Caller CALLER = new Caller("me", false);
    private static final Origin CLIENT = new Origin.Outside(CALLER);
    private static final Origin NESTED = new Origin.Inside(new CallInProgress(
            1,
            "req-1",
            new FunctionName("demo", "outer"),
            true,
            "demo/outer",
            0,
            CALLER,
            new Deadline(0),
            TraceContext.start(new Random(1)),
            CacheUse.ALLOWED,
            null,
            new RootCall()));

    private static final Vertx VERTX = Vertx.vertx();
    private static final FunctionRegistry REGISTRY = new FunctionRegistry(new InMemoryStateTable());

    private final Calls calls = new Calls(
            router(),
            new GatewayLimits(10, Duration.ofSeconds(30), Duration.ofSeconds(60)),
            PayloadMemory.unbounded(),
            new Laggards(VERTX, () -> 1, Duration.ZERO),
            () -> 1,
            new Random(1));

    private static Router router() {
        Flights flights = new Flights(VERTX, new CallsInside(), List.of(), () -> 1, new Random(1));
        Results results = new Results(ResultCache.of(0, () -> 1), REGISTRY, () -> 1);
        KeptCalls keptCalls = new KeptCalls(VERTX, flights, results, Calls::isSound, List.of(), () -> 1);
        return new Router(REGISTRY, flights, keptCalls, new RouterLimits(1, 1));
    }

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @CsvSource({
        "demo/shout, demo/shout",
        "demo/shout/, demo/shout",
        "demo%2Fshout, demo/shout",
        "demo%2fshout%2F1.0.0, demo/shout@1.0.0",
        "demo/shout/1.0.0, demo/shout@1.0.0",
        "demo/shout/1.*, demo/shout@1.*",
        "demo/shout/latest, demo/shout",
        "demo/shout/1.2, demo/shout@1.2.*",
    })
    void pathsEnd_namesTheFunction_slashesEncodedOrNot(String path, String reference) {
        assertThat(calls.target(path)).isEqualTo(FunctionReference.parse(reference));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "demo",
                "demo/",
                "/shout",
                "demo/shout/1.0.0/x",
                "demo/sh out",
                "demo/shout/one",
                "../..",
                "a+b/c"
            })
    void pathsEnd_ofAnyOtherForm_isNotFound(String path) {
        assertThatThrownBy(() -> calls.target(path))
                .isInstanceOfSatisfying(BadRequest.class, bad -> {
                    assertThat(bad.status()).isEqualTo(404);
                    assertThat(bad.code()).isEqualTo(1001);
                })
                .hasMessageContaining("algo://");
    }

    @ParameterizedTest
    @CsvSource({"'', demo/known", "/, demo/known", "/latest, demo/known", "/1.0.*, demo/known@1.0.*"})
    void pathsEnd_withAnId_namesTheFunctionThatHasIt(String rest, String reference) {
        FunctionVersion version = Samples.version("demo/known", "1.0.0");
        REGISTRY.update(version.name(), there -> FunctionRecord.first(version));
        String id = REGISTRY.find(version.name()).orElseThrow().id().toString();

        assertThat(calls.target(id + rest)).isEqualTo(FunctionReference.parse(reference));
        assertThat(calls.target(id.toUpperCase(Locale.ROOT) + rest)).isEqualTo(FunctionReference.parse(reference));
    }

    @Test
    void pathsEnd_withAnIdThatNoFunctionHas_isNotFound() {
        assertThatThrownBy(() -> calls.target("00000000-0000-0000-0000-000000000000"))
                .hasMessage("algorithm algo://00000000-0000-0000-0000-000000000000 not found")
                .isInstanceOfSatisfying(
                        BadRequest.class, bad -> assertThat(bad.hint()).contains("no function has this id"));
    }

    @Test
    void pathsEnd_withABrokenEscape_isABadRequest() {
        assertThatThrownBy(() -> calls.target("demo%2/shout"))
                .isInstanceOfSatisfying(
                        BadRequest.class, bad -> assertThat(bad.status()).isEqualTo(400));
    }

    @Test
    void timeout_isSecondsWithAFraction() {
        assertThat(calls.timeout(null, CLIENT)).isNull();
        assertThat(calls.timeout("0.25", CLIENT)).isEqualTo(Duration.ofMillis(250));
        assertThat(calls.timeout("60", CLIENT)).isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "60.1", "NaN", "Infinity", "1e300", "soon", ""})
    void timeout_ofAnythingElse_isRefusedWithTheRule(String seconds) {
        assertThatThrownBy(() -> calls.timeout(seconds, CLIENT))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("at most 60")
                .hasMessageContaining("'" + seconds + "'");
    }

    @Test
    void timeout_ofANestedCall_isCutToTheLongest() {
        assertThat(calls.timeout("61", NESTED)).isEqualTo(Duration.ofSeconds(60));
        assertThat(calls.timeout("7", NESTED)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void json_isCheckedAndPassedOnAsItWas() {
        Buffer body = Buffer.buffer(" {\"a\" : [1, 2]}\n");

        assertThat(Calls.payload(ContentType.JSON, body).bytes()).isSameAs(body);
        assertThat(Calls.payload(ContentType.JSON, Buffer.buffer()).bytes().toString())
                .isEqualTo("null");
        assertThatThrownBy(() -> Calls.payload(ContentType.JSON, Buffer.buffer("{")))
                .isInstanceOfSatisfying(
                        BadRequest.class, bad -> assertThat(bad.code()).isEqualTo(2013));
    }

    @Test
    void textAndBytes_areNotLookedAt() {
        Buffer body = Buffer.buffer(new byte[] {'{', (byte) 0xff});

        assertThat(Calls.payload(ContentType.TEXT, body).bytes()).isSameAs(body);
        assertThat(Calls.payload(ContentType.BINARY, Buffer.buffer()).size()).isZero();
    }
}
