package io.sluice.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
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
    private static final ObjectMapper JSON = new ObjectMapper();

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
                .forEach((hash, json) -> byHash.put(hash, StoredKey.read(json).restore(hash)));
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

    /** Makes a key for a caller; the key itself is in the answer and nowhere else. */
    public synchronized Created create(Caller caller) {
        String key = PREFIX + random(LENGTH - PREFIX.length());
        ApiKey made = new ApiKey("key-" + random(8), hash(key), caller, clock.instant());
        table.put(made.hash(), StoredKey.of(made).write());
        byHash.put(made.hash(), made);
        changes.incrementAndGet();
        return new Created(made, key);
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

    private record StoredKey(String id, String user, boolean administrator, String createdAt) {

        static StoredKey of(ApiKey key) {
            Caller caller = key.caller();
            return new StoredKey(
                    key.id(),
                    caller.user(),
                    caller.administrator(),
                    key.createdAt().toString());
        }

        static StoredKey read(String json) {
            try {
                return JSON.readValue(json, StoredKey.class);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("the registry holds a key that cannot be read", e);
            }
        }

        String write() {
            try {
                return JSON.writeValueAsString(this);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        ApiKey restore(String hash) {
            return new ApiKey(id, hash, new Caller(user, administrator), Instant.parse(createdAt));
        }
    }
}
