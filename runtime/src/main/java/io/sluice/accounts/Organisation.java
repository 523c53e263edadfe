package io.sluice.accounts;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account that several users share.
 *
 * @param name as it was registered, among those of users and organisations the only one of its key
 * @param type one of {@code basic}, {@code legacy}, {@code pro}
 * @param members the {@linkplain Caller#key key} of each member's name, and the role
 */
public record Organisation(
        UUID id, String name, String label, String email, String type, Map<String, Role> members, Instant createdAt) {

    public Organisation {
        members = Collections.unmodifiableMap(new TreeMap<>(members));
    }

    /** The role of a user, or null for one who is no member. */
    public @Nullable Role role(String user) {
        return members.get(Caller.key(user));
    }

    /** With a member, or another role of one. */
    public Organisation with(String user, Role role) {
        Map<String, Role> more = new TreeMap<>(members);
        more.put(Caller.key(user), role);
        return new Organisation(id, name, label, email, type, more, createdAt);
    }

    /** Without a member. */
    public Organisation without(String user) {
        Map<String, Role> fewer = new TreeMap<>(members);
        fewer.remove(Caller.key(user));
        return new Organisation(id, name, label, email, type, fewer, createdAt);
    }

    /** With other words about it. */
    public Organisation described(String otherLabel, String otherEmail, String otherType) {
        return new Organisation(id, name, otherLabel, otherEmail, otherType, members, createdAt);
    }
}
