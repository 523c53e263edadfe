package io.sluice.accounts;

import io.sluice.contract.FunctionName;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a call is made: a user, the organisations that the user is a member of, and what the key lets it do. Never
 * changes; a key's caller is made anew when accounts change.
 */
public final class Caller {

    /** Nobody in particular: it may call what is public. No key belongs to it. */
    public static final Caller ANYONE = new Caller("", Rights.OWN, Set.of());

    private final String user;
    private final Rights rights;
    private final Set<String> organisations;
    private final int hash;

    /** @param organisations the {@linkplain #key keys} of the organisations that the user is a member of */
    public Caller(String user, Rights rights, Set<String> organisations) {
        this.user = user;
        this.rights = rights;
        this.organisations = Set.copyOf(organisations);
        this.hash = Objects.hash(user, rights, organisations);
    }

    /** A user of no organisation: with all that users may do, or as an administrator, to whom every account is open. */
    public Caller(String user, boolean administrator) {
        this(user, administrator ? Rights.SUPERUSER : Rights.OWN, Set.of());
    }

    /** The spelling that equal names of accounts share: all lower case. */
    public static String key(String account) {
        return account.toLowerCase(Locale.ROOT);
    }

    /** The user that the key belongs to. */
    public String user() {
        return user;
    }

    /** What the key lets its holder do. */
    public Rights rights() {
        return rights;
    }

    /** Whether every account is open to it. */
    public boolean administrator() {
        return rights.kind() == KeyKind.SUPERUSER;
    }

    /** Whether it is that account, a member of it, or an administrator; what it may do as such, its rights tell. */
    public boolean actsFor(String account) {
        return administrator() || belongsTo(account);
    }

    /** Whether it is that account, or a member of it; what is open to administrators besides does not count. */
    public boolean belongsTo(String account) {
        return rights.kind() != KeyKind.PLATFORM_ADMIN
                && (user.equalsIgnoreCase(account) || organisations.contains(key(account)));
    }

    /** The {@linkplain #key keys} of the organisations that the user is a member of. */
    public Set<String> organisations() {
        return organisations;
    }

    /** Whether it may manage the function, or make one of that name. */
    public boolean mayManage(FunctionName function) {
        return rights.managesFunctions() && actsFor(function.owner());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Caller that
                        && hash == that.hash
                        && user.equals(that.user)
                        && rights.equals(that.rights)
                        && organisations.equals(that.organisations);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The user's name. */
    @Override
    public String toString() {
        return user;
    }
}
