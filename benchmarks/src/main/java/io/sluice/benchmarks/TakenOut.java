package io.sluice.benchmarks;

import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.cli.bench.Side;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.NewKey;
import java.util.List;
import java.util.Map;

/** What the agent takes out of a runtime that is compared with one that has it. */
enum TakenOut {
    /** Keys, trace context and counts. */
    ALL("all", Names.ALL_ON, Names.ALL_OFF, 1.15) {
        @Override
        Side on(RuntimeProcess runtime) {
            return new RuntimeSides(runtime).call(on, Map.of("traceparent", TRACE));
        }

        @Override
        void requireOff(RuntimeProcess runtime) {
            long counted = runtime.invocations("bench/loop-one");
            if (counted > 0) {
                throw noAgent("should count nothing has counted " + counted + " invocations");
            }
        }
    },

    /** Who calls, and what that caller may. */
    AUTHORISATION("authorisation", Names.AUTHORISED, Names.UNAUTHORISED, 1.1) {
        @Override
        Side on(RuntimeProcess runtime) {
            String key = runtime.makeKey(new NewKey("bench", null, null, PATTERNS, false, false, false, null));
            return new RuntimeSides(runtime).call(on, Map.of("authorization", "Simple " + key));
        }

        @Override
        void requireOff(RuntimeProcess runtime) {
            int status = runtime.statusForNobody("/v1/algo/bench/loop-one", Reference.ITEM);
            if (status != 200) {
                throw noAgent("should ask for no key answered " + status + " without one");
            }
        }
    };

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    /** The last is the one that counts. */
    private static final List<String> PATTERNS = List.of("algo://demo/*", "algo://acme/shout", "algo://bench/*");

    /** What the agent calls it. */
    final String argument;

    final String on;
    final String off;
    final double aim;

    TakenOut(String argument, String on, String off, double aim) {
        this.argument = argument;
        this.on = on;
        this.off = off;
        this.aim = aim;
    }

    /** The call in a runtime that has it. */
    abstract Side on(RuntimeProcess runtime);

    /** The call in a runtime that does without. */
    Side off(RuntimeProcess runtime) {
        return new RuntimeSides(runtime).call(off, Map.of());
    }

    /** Fails when the runtime does with it after all. */
    abstract void requireOff(RuntimeProcess runtime);

    private static CliFailure noAgent(String sign) {
        return new CliFailure(
                ExitCode.INTERNAL, "the runtime that " + sign + ": it does not have the agent, and is no comparison");
    }
}
