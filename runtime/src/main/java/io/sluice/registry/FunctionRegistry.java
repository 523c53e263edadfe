package io.sluice.registry;

import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.state.StateTable;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every function that is deployed. Look-ups answer from memory on any thread and never block; changes are written to the
 * table before they are seen, block, and belong on a virtual thread.
 */
public final class FunctionRegistry {

    private final StateTable table;
    private final Map<String, FunctionRecord> byName = new ConcurrentHashMap<>();
    private final Map<UUID, FunctionName> byId = new ConcurrentHashMap<>();
    private final NavigableSet<String> inOrder = new ConcurrentSkipListSet<>();
    private final Subscriptions subscriptions = new Subscriptions();

    /** Loads what the table holds. */
    public FunctionRegistry(StateTable table) {
        this.table = table;
        table.load().values().stream().map(StoredFunction::read).forEach(this::remember);
    }

    public Optional<FunctionRecord> find(FunctionName name) {
        return Optional.ofNullable(byName.get(name.key()));
    }

    /** The function of that {@linkplain FunctionName#key() key}. */
    public Optional<FunctionRecord> findByKey(String key) {
        return Optional.ofNullable(byName.get(key));
    }

    /** The name of the function of that id. */
    public Optional<FunctionName> findById(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The version that a reference means, if there is one. */
    public Optional<FunctionVersion> resolve(FunctionReference reference) {
        return find(reference.name()).flatMap(function -> function.resolve(reference.version()));
    }

    /** Every function, by name. */
    public List<FunctionRecord> all() {
        return records(inOrder).toList();
    }

    /**
     * An owner's functions, by name; nobody else's are looked at.
     *
     * @param key the key to go on after, as with {@link #after}
     */
    public Stream<FunctionRecord> of(String owner, String key) {
        String prefix = owner.toLowerCase(Locale.ROOT) + "/";
        String from = key.compareTo(prefix) < 0 ? prefix : key;
        return records(inOrder.tailSet(from, false))
                .takeWhile(function -> function.name().key().startsWith(prefix));
    }

    /**
     * The functions behind a name, in the order of names; nothing before them is looked at.
     *
     * @param key the {@linkplain FunctionName#key() key} to go on after, of a function that need not be there any more; empty
     *     to begin at the first
     */
    public Stream<FunctionRecord> after(String key) {
        return records(inOrder.tailSet(key, false));
    }

    private Stream<FunctionRecord> records(Collection<String> keys) {
        return keys.stream().map(byName::get).filter(Objects::nonNull);
    }

    /** Every version and every build of every function. */
    public List<FunctionVersion> versions() {
        return byName.values().stream()
                .map(FunctionRecord::all)
                .flatMap(Collection::stream)
                .toList();
    }

    /**
     * The function that events of a type go to: the one whose manifest names the type, else the one that is called like
     * it, {@code owner.name}.
     */
    public Optional<FunctionVersion> forEvent(String type) {
        return subscriber(type).or(() -> namedLike(type));
    }

    /** The function whose latest version's manifest names the event type. */
    public Optional<FunctionVersion> subscriber(String type) {
        return subscriptions.first(type).map(byName::get).map(FunctionRecord::latest);
    }

    private Optional<FunctionVersion> namedLike(String type) {
        int dot = type.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(byName.get(
                                (type.substring(0, dot) + "/" + type.substring(dot + 1)).toLowerCase(Locale.ROOT)))
                        .map(FunctionRecord::latest);
    }

    /**
     * Changes one function: the change is given what is there, or null, and returns what shall be there, or null for
     * nothing. One change at a time; what it throws is passed on and changes nothing.
     */
    public synchronized void update(
            FunctionName name, Function<@Nullable FunctionRecord, @Nullable FunctionRecord> change) {
        FunctionRecord before = byName.get(name.key());
        FunctionRecord after = change.apply(before);
        if (after == null) {
            table.remove(name.key());
            byName.remove(name.key());
            inOrder.remove(name.key());
            if (before != null) {
                byId.remove(before.id());
                subscriptions.change(before, null);
            }
        } else if (after != before) {
            table.put(name.key(), StoredFunction.write(after));
            remember(after);
        }
    }

    private void remember(FunctionRecord function) {
        FunctionRecord before = byName.put(function.name().key(), function);
        inOrder.add(function.name().key());
        byId.put(function.id(), function.name());
        subscriptions.change(before, function);
    }
}
