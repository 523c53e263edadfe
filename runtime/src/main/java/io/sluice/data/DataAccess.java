package io.sluice.data;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import org.jspecify.annotations.Nullable;

/**
 * Who may read and write what: a client with its key, or a function on behalf of whoever called it. Decides only.
 *
 * <p>A function has what its caller's own account has, as far as the caller's key goes; that an administrator may do more lets no
 * function do more. It also has its owner's collections that are open to the owner's functions, the session of its root
 * call, and what the functions of its owner keep for the caller.
 *
 * @param caller who called
 * @param function the function that asks, or null where a client does
 */
public record DataAccess(Caller caller, @Nullable FunctionName function) {

    /** Whether the account is its own: it sees all that there is, and may write if the key does. */
    public boolean isOwn(DataPath.Owner owner) {
        return function == null ? caller.actsFor(owner.name()) : caller.belongsTo(owner.name());
    }

    /** Whether it sees every account there is. */
    public boolean isEverybodysOwn() {
        return function == null && caller.administrator();
    }

    /** Whether it may read what is in a collection of that access list. */
    public boolean mayRead(DataPath.Hosted collection, ReadAcl acl) {
        return mayReadAsOwner(collection.owner()) || mayReadAs(collection.owner(), acl);
    }

    /** Whether it may read all that the account has, whatever the access lists say. */
    public boolean mayReadAsOwner(DataPath.Owner owner) {
        return isOwn(owner) && caller.rights().readsData();
    }

    private boolean mayReadAs(DataPath.Owner owner, ReadAcl acl) {
        return switch (acl) {
            case OWNER -> false;
            case OWN_FUNCTIONS -> isFunctionOf(owner.name());
            case EVERYBODY -> function != null || caller.rights().readsData();
        };
    }

    /** Whether what it reads there is the same whoever called. */
    public boolean readsForEverybody(DataPath.Collection collection, ReadAcl acl) {
        return collection instanceof DataPath.Hosted hosted && mayReadAs(hosted.owner(), acl);
    }

    /** Whether it may write there. */
    public boolean mayWrite(DataPath.Collection collection) {
        return switch (collection) {
            case DataPath.Hosted hosted -> mayWrite(hosted.owner());
            case DataPath.Session session -> function != null;
            case DataPath.Spool spool -> false;
            case DataPath.OfFunction kept ->
                keepsFor(kept)
                        || function == null && isUser(kept) && caller.rights().writesData();
        };
    }

    /** Whether it may make collections in the account, change them and delete them. */
    public boolean mayWrite(DataPath.Owner owner) {
        return isOwn(owner) && caller.rights().writesData();
    }

    /** Whether it may read what has no access list. */
    public boolean mayReadSpecial(DataPath.Collection collection) {
        return switch (collection) {
            case DataPath.Hosted hosted -> false;
            case DataPath.Session session -> function != null;
            case DataPath.Spool spool -> false;
            case DataPath.OfFunction kept ->
                keepsFor(kept)
                        || function == null && isUser(kept) && caller.rights().readsData();
        };
    }

    /** What functions of one owner keep for a user is theirs, whatever the user's key may. */
    private boolean keepsFor(DataPath.OfFunction kept) {
        return isFunctionOf(kept.author()) && isUser(kept);
    }

    private boolean isUser(DataPath.OfFunction kept) {
        return kept.user().equals(Caller.key(caller.user()));
    }

    private boolean isFunctionOf(String account) {
        return function != null && function.owner().equalsIgnoreCase(account);
    }
}
