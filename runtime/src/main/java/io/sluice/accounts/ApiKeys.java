package io.sluice.accounts;

import io.sluice.state.StateTable;
import io.sluice.state.StoredJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The API keys, held as hashes. A key is {@code sim} and 25 letters and digits, about 148 bits of chance, so that an
 * unsalted hash of it can't be searched. Look-ups never block; changes do.
 */
public final class ApiKeys {

    private static final String PREFIX = "sim";
    private static final int LENGTH = 28;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final StateTable table;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ApiKey> byHash = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /** Loads what the table holds. */
    public ApiKeys(StateTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
        table.load()
                .forEach((hash, json) ->
                        byHash.put(hash, StoredJson.read(json, StoredKey.class).restore(hash)));
    }

    /** The key that a caller presented, if it is one of ours. */
    public Optional<ApiKey> find(String presented) {
        return presented.length() == LENGTH ? Optional.ofNullable(byHash.get(hash(presented))) : Optional.empty();
    }

    /** How often keys have changed: what {@link #find} said before this last moved may not hold any more. */
    public long changes() {
        return changes.get();
    }

    /** Every key, oldest first. */
    public List<ApiKey> all() {
        return byHash.values().stream()
                .sorted(Comparator.comparing(ApiKey::createdAt))
                .toList();
    }

    /** Every key of a user, oldest first. */
    public List<ApiKey> of(String user) {
        return all().stream().filter(key -> key.user().equalsIgnoreCase(user)).toList();
    }

    /**
     * Makes a key; the key itself is in the answer and nowhere else.
     *
     * @param label what its user calls it; may be empty
     */
    public synchronized Created create(String user, String label, Rights rights) {
        String key = PREFIX + random(LENGTH - PREFIX.length());
        return new Created(keep(key, user, label, rights), key);
    }

    /**
     * Takes a key that was made elsewhere, and revokes what the user has under that label otherwise.
     *
     * @throws IllegalArgumentException where it is none
     */
    public synchronized void adopt(String key, String user, String label, Rights rights) {
        if (!isKey(key)) {
            throw new IllegalArgumentException("a key is 'sim' and 25 letters and digits");
        }
        String hash = hash(key);
        if (!byHash.containsKey(hash)) {
            keep(key, user, label, rights);
        }
        of(user).stream()
                .filter(other -> other.label().equals(label) && !other.hash().equals(hash))
                .forEach(other -> revoke(other.id()));
    }

    /** Whether a text has the form of a key. */
    public static boolean isKey(String text) {
        return text.length() == LENGTH
                && text.startsWith(PREFIX)
                && text.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0);
    }

    private ApiKey keep(String key, String user, String label, Rights rights) {
        ApiKey made = new ApiKey("key-" + random(8), label, hash(key), user, rights, clock.instant());
        table.put(made.hash(), StoredJson.write(StoredKey.of(made)));
        byHash.put(made.hash(), made);
        changes.incrementAndGet();
        return made;
    }

    /** Revokes a key by its id; false when there is none. */
    public synchronized boolean revoke(String id) {
        Optional<ApiKey> key = byHash.values().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst();
        key.ifPresent(revoked -> {
            table.remove(revoked.hash());
            byHash.remove(revoked.hash());
            changes.incrementAndGet();
        });
        return key.isPresent();
    }

    /** A new key and the secret itself. */
    public record Created(ApiKey apiKey, String key) {
        /** Without the secret. */
        @Override
        public String toString() {
            return apiKey.id();
        }
    }

    private String random(int length) {
        return random.ints(length, 0, ALPHABET.length())
                .collect(
                        StringBuilder::new, (text, index) -> text.append(ALPHABET.charAt(index)), StringBuilder::append)
                .toString();
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
