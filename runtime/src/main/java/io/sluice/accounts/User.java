package io.sluice.accounts;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who has keys, functions and data.
 *
 * @param name as it was registered; users whose names differ in case only are one
 * @param email may be empty
 * @param fullName may be empty
 */
public record User(UUID id, String name, String email, String fullName, Instant createdAt) {}
