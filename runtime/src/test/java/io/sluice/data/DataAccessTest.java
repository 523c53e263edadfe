package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Caller;
import io.sluice.accounts.KeyKind;
import io.sluice.accounts.Rights;
import io.sluice.contract.FunctionName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DataAccessTest {

    private static final DataPath.Hosted BOX = new DataPath.Hosted(new DataPath.Owner("acme"), "box");

    private static Rights data(boolean reads, boolean writes) {
        return new Rights(KeyKind.ALGORITHM, List.of(), reads, writes, false, null);
    }

    private static Caller caller(String who) {
        return switch (who) {
            case "owner" -> new Caller("Acme", data(true, true), Set.of());
            case "reading owner" -> new Caller("acme", data(true, false), Set.of());
            case "owner without data" -> new Caller("acme", data(false, false), Set.of());
            case "member" -> new Caller("alice", data(true, true), Set.of("acme"));
            case "other" -> new Caller("bob", data(true, true), Set.of());
            case "other without data" -> new Caller("bob", data(false, false), Set.of());
            case "administrator" -> new Caller("root", true);
            case "platform admin" -> new Caller("acme", Rights.PLATFORM_ADMIN, Set.of("acme"));
            case "nobody" -> Caller.ANYONE;
            default -> throw new IllegalArgumentException(who);
        };
    }

    private static DataAccess access(String who, @Nullable String function) {
        return new DataAccess(caller(who), function == null ? null : FunctionName.parse(function));
    }

    @ParameterizedTest
    @CsvSource({
        "owner,               , true,  true,  true,  true",
        "reading owner,       , true,  true,  true,  false",
        "owner without data,  , false, false, false, false",
        "member,              , true,  true,  true,  true",
        "other,               , false, false, true,  false",
        "other without data,  , false, false, false, false",
        "administrator,       , true,  true,  true,  true",
        "platform admin,      , false, false, false, false",
        "nobody,              , false, false, true,  false",
        "owner,               bob/f, true,  true,  true,  true",
        "owner without data,  bob/f, false, false, true,  false",
        "member,              bob/f, true,  true,  true,  true",
        "other,               bob/f, false, false, true,  false",
        "other,               acme/f, false, true,  true,  false",
        "other without data,  acme/f, false, true,  true,  false",
        "administrator,       bob/f, false, false, true,  false",
        "administrator,       acme/f, false, true,  true,  false",
        "nobody,              acme/f, false, true,  true,  false",
    })
    void hostedCollection(
            String who,
            @Nullable String function,
            boolean readsOwners,
            boolean readsFunctions,
            boolean readsEverybodys,
            boolean writes) {
        DataAccess access = access(who, function);

        assertThat(access.mayRead(BOX, ReadAcl.OWNER)).isEqualTo(readsOwners);
        assertThat(access.mayRead(BOX, ReadAcl.OWN_FUNCTIONS)).isEqualTo(readsFunctions);
        assertThat(access.mayRead(BOX, ReadAcl.EVERYBODY)).isEqualTo(readsEverybodys);
        assertThat(access.mayWrite(BOX)).isEqualTo(writes);
    }

    @ParameterizedTest
    @CsvSource({
        "owner,              , true,  true,  false",
        "reading owner,      , true,  false, false",
        "owner without data, , false, false, false",
        "other,              , false, false, false",
        "administrator,      , false, false, false",
        "owner,              demo/f, true,  true,  true",
        "owner without data, demo/f, true,  true,  true",
        "owner,              bob/f,  false, false, true",
        "other,              demo/f, false, false, true",
    })
    void specialCollection(String who, @Nullable String function, boolean reads, boolean writes, boolean usesSession) {
        DataAccess access = access(who, function);
        DataPath.OfFunction kept = new DataPath.OfFunction("demo", "shout", DataPath.Life.PERM, "acme");

        assertThat(access.mayReadSpecial(kept)).isEqualTo(reads);
        assertThat(access.mayWrite(kept)).isEqualTo(writes);
        assertThat(access.mayReadSpecial(new DataPath.Session("s1"))).isEqualTo(usesSession);
        assertThat(access.mayWrite(new DataPath.Session("s1"))).isEqualTo(usesSession);
    }

    @ParameterizedTest
    @CsvSource({"administrator, , true", "administrator, acme/f, false", "owner, , false", "member, , false"})
    void everyAccount_isSeenByAdministratorsThemselvesOnly(String who, @Nullable String function, boolean sees) {
        assertThat(access(who, function).isEverybodysOwn()).isEqualTo(sees);
    }
}
