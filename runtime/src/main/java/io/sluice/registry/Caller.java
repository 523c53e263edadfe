package io.sluice.registry;

import io.sluice.contract.FunctionName;

/**
 * On whose behalf a call is made.
 *
 * @param user the user that the key belongs to
 * @param administrator whether every owner's functions are open to it
 */
public record Caller(String user, boolean administrator) {

    /** Nobody in particular: it may call what is public. No key belongs to it. */
    public static final Caller ANYONE = new Caller("", false);

    /** Whether it may manage that owner's functions, and call private ones. */
    public boolean actsFor(String owner) {
        return administrator || user.equalsIgnoreCase(owner);
    }

    /** Whether it may call the function. */
    public boolean mayCall(FunctionVersion function) {
        return function.isPublic() || actsFor(function.name().owner());
    }

    /** Whether it may manage the function. */
    public boolean mayManage(FunctionName function) {
        return actsFor(function.owner());
    }
}
