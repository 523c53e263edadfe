package io.sluice.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.state.InMemoryStateTable;
import io.sluice.testing.Samples;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class AccountsTest {

    private final InMemoryStateTable users = new InMemoryStateTable();
    private final InMemoryStateTable organisations = new InMemoryStateTable();
    private final Accounts accounts = open();

    private Accounts open() {
        return new Accounts(users, organisations, InstantSource.fixed(Samples.THEN));
    }

    @Test
    void reopened_knowsUsersAndOrganisations() {
        User user = accounts.addUser("Acme", "a@example.org", "A. Cme");
        Organisation organisation = accounts.addOrganisation("ours", "Ours", "o@example.org", "pro", "Acme");

        Accounts reopened = open();

        assertThat(reopened.user("acme")).contains(user);
        assertThat(reopened.organisation("OURS")).contains(organisation);
        assertThat(reopened.users()).containsExactly(user);
        assertThat(reopened.organisations()).containsExactly(organisation);
    }

    @Test
    void name_isGivenOnce_whateverItsCaseAndKind() {
        accounts.addUser("Acme", "", "");
        accounts.addOrganisation("ours", "", "", "basic", "acme");

        assertThatThrownBy(() -> accounts.addUser("aCME", "", "")).isInstanceOf(NameTaken.class);
        assertThatThrownBy(() -> accounts.addUser("Ours", "", "")).isInstanceOf(NameTaken.class);
        assertThatThrownBy(() -> accounts.addOrganisation("ACME", "", "", "basic", "acme"))
                .isInstanceOf(NameTaken.class)
                .hasMessageContaining("a user 'ACME'");
        assertThatThrownBy(() -> accounts.addUser("../etc", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'../etc'");
    }

    @Test
    void founder_isItsAdministrator() {
        Organisation ours = accounts.addOrganisation("ours", "", "", "basic", "Acme");

        assertThat(ours.role("ACME")).isEqualTo(Role.ADMIN);
        assertThat(ours.with("other", Role.MEMBER).role("Other")).isEqualTo(Role.MEMBER);
        assertThat(ours.role("other")).isNull();
    }

    @Test
    void organisationThatWasRemoved_isNotKeptByAnUpdate() {
        Organisation ours = accounts.addOrganisation("ours", "", "", "basic", "acme");

        assertThat(accounts.removeOrganisation("OURS")).isTrue();

        assertThat(accounts.update(ours)).isFalse();
        assertThat(accounts.organisation("ours")).isEmpty();
        assertThat(accounts.removeOrganisation("ours")).isFalse();
        assertThat(organisations.load()).isEmpty();
    }

    @Test
    void ensureUser_ofOneThatIsThere_changesNothing() {
        User user = accounts.ensureUser("acme");
        long changes = accounts.changes();

        assertThat(accounts.ensureUser("ACME")).isEqualTo(user);
        assertThat(accounts.changes()).isEqualTo(changes);
    }
}
