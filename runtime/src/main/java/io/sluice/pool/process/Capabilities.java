package io.sluice.pool.process;

import io.sluice.contract.ReadySignal;
import io.sluice.pool.connection.CallsInProgress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Capabilities by their hash, so that how long a look-up takes tells nothing about the secrets. */
final class Capabilities implements InstanceCapabilities, CallsInProgress {

    private static final int SECRET_BYTES = 24;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, ProcessInstance> instances = new ConcurrentHashMap<>();

    /** A secret that fits into a path. */
    String create() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    void register(String capability, ProcessInstance instance) {
        instances.put(hash(capability), instance);
    }

    void remove(String capability) {
        instances.remove(hash(capability));
    }

    @Override
    public Optional<CapabilityHolder> find(String capability) {
        return Optional.ofNullable(instances.get(hash(capability))).map(ProcessInstance::holder);
    }

    @Override
    public boolean ready(String capability, ReadySignal signal) {
        ProcessInstance instance = instances.get(hash(capability));
        return instance != null && instance.ready(signal);
    }

    @Override
    public Lookup find(String capability, @Nullable String token) {
        ProcessInstance instance = instances.get(hash(capability));
        if (instance == null) {
            return new Refused("nested call: no running instance has this address");
        }
        return instance.calls().find(instance.spec().label(), token);
    }

    private static String hash(String capability) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(capability.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }
}
