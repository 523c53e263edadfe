package io.sluice.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Caller;
import io.sluice.contract.ContentType;
import io.sluice.registry.FunctionVersion;
import io.sluice.testing.Samples;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ResultKeyTest {

    private static final Caller ALICE = new Caller("alice", false);
    private static final FunctionVersion FUNCTION = Samples.version("demo/a", "1.0.0");

    /** What calls are told apart by, spelled out. */
    private record Call(FunctionVersion function, ContentType type, Caller caller, String input) {
        ResultKey key() {
            return ResultKey.of(function, caller, type, Buffer.buffer(input));
        }
    }

    @Test
    void equalCalls_haveEqualKeys() {
        Call call = new Call(FUNCTION, ContentType.TEXT, ALICE, "in");

        assertThat(call.key()).isEqualTo(call.key()).hasSameHashCodeAs(call.key());
    }

    @Test
    void inputWithinALargerBuffer_isTheSameInput() {
        Buffer slice = Buffer.buffer("<<in>>").slice(2, 4);

        assertThat(ResultKey.of(FUNCTION, ALICE, ContentType.TEXT, slice))
                .isEqualTo(new Call(FUNCTION, ContentType.TEXT, ALICE, "in").key());
        assertThat(slice).hasToString("in");
    }

    /** Every call that differs in a single thing, in texts that could be mistaken for each other when put together. */
    @Test
    void differentCalls_haveDifferentKeys() {
        List<Call> calls = new ArrayList<>();
        for (String name : List.of("demo/a", "demo/aa", "dem/oa", "demo/b")) {
            for (String version : List.of("1.0.0", "1.0.1", "11.0.0", "1.1.0")) {
                FunctionVersion function = Samples.version(name, version);
                for (String user : List.of("", "a", "aa", "A", "alice", "true")) {
                    for (String input : List.of("", "a", "aa", "\0", "\0a", "a\0", "1", "\"1\"")) {
                        for (ContentType type : ContentType.values()) {
                            calls.add(new Call(function, type, new Caller(user, false), input));
                            calls.add(new Call(function, type, new Caller(user, true), input));
                        }
                    }
                }
            }
        }

        Map<ResultKey, Call> byKey = new HashMap<>();
        calls.forEach(
                call -> assertThat(byKey.put(call.key(), call)).as("%s", call).isNull());
        assertThat(byKey).hasSameSizeAs(calls);
    }

    @Test
    void anyTwoCalls_haveEqualKeysOnlyWhereTheyAreEqual() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Set<Call> calls = new HashSet<>();
            Set<ResultKey> keys = new HashSet<>();
            for (int i = 0; i < 5_000; i++) {
                Call call = any(random);
                assertThat(keys.add(call.key())).as("seed %s: %s", seed, call).isEqualTo(calls.add(call));
            }
        }
    }

    private static final List<FunctionVersion> FUNCTIONS =
            List.of(FUNCTION, Samples.version("demo/a", "1.0.1"), Samples.version("demo/b", "1.0.0"));

    private static Call any(Random random) {
        StringBuilder input = new StringBuilder();
        for (int left = random.nextInt(8); left > 0; left--) {
            input.append((char) ('a' + random.nextInt(3)));
        }
        return new Call(
                FUNCTIONS.get(random.nextInt(FUNCTIONS.size())),
                ContentType.values()[random.nextInt(ContentType.values().length)],
                new Caller(random.nextBoolean() ? "alice" : "bob", random.nextInt(4) == 0),
                input.toString());
    }

    @Test
    void sameNumberWithOtherContent_isAnotherVersion() {
        FunctionVersion other = new FunctionVersion(
                FUNCTION.name(),
                FUNCTION.version(),
                "another digest",
                FUNCTION.entryPoint(),
                FUNCTION.manifest(),
                FUNCTION.manifestText(),
                FUNCTION.deployedAt());

        assertThat(new Call(FUNCTION, ContentType.JSON, ALICE, "1").key())
                .isNotEqualTo(new Call(other, ContentType.JSON, ALICE, "1").key());
    }
}
