package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Accounts;
import io.sluice.accounts.ApiKeys;
import io.sluice.accounts.Caller;
import io.sluice.accounts.Organisation;
import io.sluice.accounts.Rights;
import io.sluice.accounts.Role;
import io.sluice.state.InMemoryStateTable;
import io.sluice.testing.Samples;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class KnownCallersTest {

    private static final Caller ME = new Caller("me", false);

    private final ApiKeys keys = new ApiKeys(new InMemoryStateTable(), InstantSource.fixed(Samples.THEN));
    private final Accounts accounts =
            new Accounts(new InMemoryStateTable(), new InMemoryStateTable(), InstantSource.fixed(Samples.THEN));
    private final KnownCallers callers = new KnownCallers(keys, accounts);

    @Test
    void key_isKnownAgainAndAgain_inAnyOfItsForms() {
        String key = keys.create("me", "", Rights.OWN).key();

        for (String header : new String[] {key, "Simple " + key, "bearer  " + key + " "}) {
            assertThat(callers.find(header)).isEqualTo(ME);
            assertThat(callers.find(header)).isEqualTo(ME);
        }
        assertThat(callers.find("Basic " + key)).isNull();
        assertThat(callers.find("Simple " + key.substring(1))).isNull();
    }

    @Test
    void userWhoJoinsAndLeaves_actsForTheOrganisationMeanwhile() {
        String key = keys.create("me", "", Rights.OWN).key();
        Organisation ours = accounts.addOrganisation("ours", "", "", "basic", "you");
        assertThat(callers.find(key)).isNotNull().returns(false, caller -> caller.actsFor("ours"));

        accounts.update(ours.with("Me", Role.MEMBER));
        assertThat(callers.find(key)).isNotNull().returns(true, caller -> caller.actsFor("Ours"));

        accounts.update(ours.without("ME"));
        assertThat(callers.find(key)).isNotNull().returns(false, caller -> caller.actsFor("ours"));
    }

    @Test
    void keyThatWasRevoked_isForgottenAtOnce() {
        ApiKeys.Created mine = keys.create("me", "", Rights.OWN);
        ApiKeys.Created other = keys.create("other", "", Rights.OWN);
        callers.find("Simple " + mine.key());
        callers.find("Simple " + other.key());

        keys.revoke(mine.apiKey().id());

        assertThat(callers.find("Simple " + mine.key())).isNull();
        assertThat(callers.find("Simple " + other.key())).isEqualTo(new Caller("other", false));
    }
}
