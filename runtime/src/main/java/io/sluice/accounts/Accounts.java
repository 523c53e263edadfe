package io.sluice.accounts;

import io.sluice.contract.FunctionName;
import io.sluice.state.StateTable;
import io.sluice.state.StoredJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Users and organisations. Look-ups answer from memory on any thread and never block; changes are written to the tables
 * before they are seen, block, and belong on a virtual thread.
 */
public final class Accounts {

    private final StateTable userTable;
    private final StateTable organisationTable;
    private final InstantSource clock;
    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final Map<String, Organisation> organisations = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /** Loads what the tables hold. */
    public Accounts(StateTable userTable, StateTable organisationTable, InstantSource clock) {
        this.userTable = userTable;
        this.organisationTable = organisationTable;
        this.clock = clock;
        userTable
                .load()
                .forEach((key, json) ->
                        users.put(key, StoredJson.read(json, StoredUser.class).restore()));
        organisationTable
                .load()
                .forEach((key, json) -> organisations.put(
                        key, StoredJson.read(json, StoredOrganisation.class).restore()));
    }

    /** How often accounts have changed: a {@link Caller} made before this last moved may not be right any more. */
    public long changes() {
        return changes.get();
    }

    /** The caller that a key stands for. */
    public Caller caller(ApiKey key) {
        return new Caller(key.user(), key.rights(), organisationsOf(key.user()));
    }

    private Set<String> organisationsOf(String user) {
        return organisations.entrySet().stream()
                .filter(entry -> entry.getValue().role(user) != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    public Optional<User> user(String name) {
        return Optional.ofNullable(users.get(Caller.key(name)));
    }

    /** Every user, by name. */
    public List<User> users() {
        return users.values().stream()
                .sorted(Comparator.comparing(user -> Caller.key(user.name())))
                .toList();
    }

    public Optional<Organisation> organisation(String name) {
        return Optional.ofNullable(organisations.get(Caller.key(name)));
    }

    /** Every organisation, by name. */
    public List<Organisation> organisations() {
        return organisations.values().stream()
                .sorted(Comparator.comparing(organisation -> Caller.key(organisation.name())))
                .toList();
    }

    /**
     * Makes a user.
     *
     * @throws IllegalArgumentException when the name is none that an account can have
     * @throws NameTaken when an account has it
     */
    public synchronized User addUser(String name, String email, String fullName) {
        requireFree(name);
        User user = new User(id("user", name), name, email, fullName, clock.instant());
        userTable.put(Caller.key(name), StoredJson.write(StoredUser.of(user)));
        users.put(Caller.key(name), user);
        changes.incrementAndGet();
        return user;
    }

    /** The user of that name, made if there is none. */
    public synchronized User ensureUser(String name) {
        return user(name).orElseGet(() -> addUser(name, "", ""));
    }

    /**
     * Makes an organisation, with its first administrator.
     *
     * @throws IllegalArgumentException when the name is none that an account can have
     * @throws NameTaken when an account has it
     */
    public synchronized Organisation addOrganisation(
            String name, String label, String email, String type, String founder) {
        requireFree(name);
        Map<String, Role> members = Map.of(Caller.key(founder), Role.ADMIN);
        Organisation made =
                new Organisation(id("organisation", name), name, label, email, type, members, clock.instant());
        save(made);
        return made;
    }

    /** Keeps what has changed of an organisation; false when it is gone. */
    public synchronized boolean update(Organisation organisation) {
        if (organisation(organisation.name()).isEmpty()) {
            return false;
        }
        save(organisation);
        return true;
    }

    /** Removes an organisation, not what belongs to it; false when there is none of that name. */
    public synchronized boolean removeOrganisation(String name) {
        organisationTable.remove(Caller.key(name));
        boolean was = organisations.remove(Caller.key(name)) != null;
        changes.incrementAndGet();
        return was;
    }

    private void save(Organisation organisation) {
        organisationTable.put(Caller.key(organisation.name()), StoredJson.write(StoredOrganisation.of(organisation)));
        organisations.put(Caller.key(organisation.name()), organisation);
        changes.incrementAndGet();
    }

    private void requireFree(String name) {
        if (!name.matches(FunctionName.PART)) {
            throw new IllegalArgumentException("the name of an account starts with a letter or digit and has at most 63"
                    + " letters, digits, '_' or '-', was '" + name + "'");
        }
        if (user(name).isPresent()) {
            throw new NameTaken("a user", name);
        }
        if (organisation(name).isPresent()) {
            throw new NameTaken("an organisation", name);
        }
    }

    private UUID id(String kind, String name) {
        return UUID.nameUUIDFromBytes(
                (kind + ":" + Caller.key(name) + ":" + clock.instant()).getBytes(StandardCharsets.UTF_8));
    }

    private record StoredUser(String id, String name, String email, String fullName, String createdAt) {

        static StoredUser of(User user) {
            return new StoredUser(
                    user.id().toString(),
                    user.name(),
                    user.email(),
                    user.fullName(),
                    user.createdAt().toString());
        }

        User restore() {
            return new User(UUID.fromString(id), name, email, fullName, Instant.parse(createdAt));
        }
    }

    private record StoredOrganisation(
            String id,
            String name,
            String label,
            String email,
            String type,
            Map<String, Role> members,
            String createdAt) {

        static StoredOrganisation of(Organisation organisation) {
            return new StoredOrganisation(
                    organisation.id().toString(),
                    organisation.name(),
                    organisation.label(),
                    organisation.email(),
                    organisation.type(),
                    new TreeMap<>(organisation.members()),
                    organisation.createdAt().toString());
        }

        Organisation restore() {
            return new Organisation(UUID.fromString(id), name, label, email, type, members, Instant.parse(createdAt));
        }
    }
}
