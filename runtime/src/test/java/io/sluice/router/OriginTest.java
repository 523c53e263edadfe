package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Caller;
import io.sluice.accounts.FunctionPattern;
import io.sluice.accounts.KeyKind;
import io.sluice.accounts.Rights;
import io.sluice.contract.FunctionName;
import io.sluice.contract.TraceContext;
import io.sluice.registry.FunctionVersion;
import io.sluice.testing.Samples;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginTest {

    private static final FunctionName PARENT = FunctionName.parse("acme/parent");
    private static final FunctionName ENTRY = FunctionName.parse("acme/entry");

    static Origin.Inside inside(Caller caller, FunctionName parent, boolean mayCallOthers, int depth) {
        return new Origin.Inside(new CallInProgress(
                1,
                "req-1",
                parent,
                mayCallOthers,
                ENTRY.key(),
                depth,
                caller,
                new Deadline(Long.MAX_VALUE),
                TraceContext.start(new Random(1)),
                CacheUse.ALLOWED,
                null,
                new RootCall()));
    }

    private static FunctionVersion callee(String name, String callability) {
        return Samples.version(name, "1.0.0", "permissions: {callability: " + callability + "}");
    }

    @ParameterizedTest
    @CsvSource({
        // user, administrator, callee, callability, may
        "acme, false, acme/callee, private, true",
        "user, false, acme/callee, private, false",
        "user, false, acme/callee, public, true",
        "root, true, acme/callee, private, true",
    })
    void client_mayCall_whatItsKeyAllows(
            String user, boolean administrator, String callee, String callability, boolean may) {
        assertThat(new Origin.Outside(new Caller(user, administrator)).mayCall(callee(callee, callability)))
                .isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        // user, administrator, callsOthers, callee, callability, may
        "user, false, true, acme/callee, private, true",
        "user, false, true, ACME/callee, private, true",
        "user, false, true, user/callee, private, true",
        "user, false, true, other/callee, private, false",
        "user, false, true, other/callee, public, true",
        "root, true, true, other/callee, private, true",
        "user, false, false, acme/callee, public, false",
        "root, true, false, acme/callee, private, false",
    })
    void function_mayCall_whatItsCallerOrItsOwnerMay(
            String user, boolean administrator, boolean callsOthers, String callee, String callability, boolean may) {
        Origin origin = inside(new Caller(user, administrator), PARENT, callsOthers, 0);

        assertThat(origin.mayCall(callee(callee, callability))).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        // functions of the key, callee, callability, directly, by way of a function of acme
        "algo://acme/entry, acme/callee, private, false, true",
        "algo://acme/entry, user/callee, private, false, false",
        "algo://acme/entry, other/callee, public, false, true",
        "algo://user/*, user/callee, private, true, true",
        "algo://other/*, other/callee, private, false, false",
    })
    void keyForSomeFunctions_opensNoOthersByWayOfThem(
            String pattern, String callee, String callability, boolean directly, boolean inside) {
        Rights some = new Rights(KeyKind.ALGORITHM, List.of(FunctionPattern.parse(pattern)), false, false, false, null);
        Caller caller = new Caller("user", some, Set.of());

        assertThat(new Origin.Outside(caller).mayCall(callee(callee, callability)))
                .isEqualTo(directly);
        assertThat(inside(caller, PARENT, true, 0).mayCall(callee(callee, callability)))
                .isEqualTo(inside);
    }

    @Test
    void member_mayCallWhatIsPrivateToTheOrganisation() {
        Caller member = new Caller("user", Rights.OWN, Set.of("acme"));

        assertThat(new Origin.Outside(member).mayCall(callee("Acme/callee", "private")))
                .isTrue();
    }

    @Test
    void nestedCall_belongsToTheRootOfItsParent() {
        Origin nested = inside(new Caller("user", false), PARENT, true, 0);

        assertThat(nested.parent()).isNotNull().returns(nested.root(), CallInProgress::root);
        assertThat(new Origin.Outside(Caller.ANYONE).root().number())
                .isNotEqualTo(nested.root().number());
    }

    @Test
    void nestedCall_isOneDeeperAndKeepsTheEntry() {
        Origin origin = inside(new Caller("user", false), PARENT, true, 2);

        assertThat(origin.depth()).isEqualTo(3);
        assertThat(origin.entry(FunctionName.parse("acme/callee"))).isEqualTo(ENTRY.key());
        assertThat(new Origin.Outside(new Caller("user", false)).entry(PARENT)).isEqualTo(PARENT.key());
    }
}
