package io.sluice.data;

import java.time.Instant;

/**
 * What is known of a file in the store.
 *
 * @param size in bytes
 * @param modifiedAt when it was put there, to the millisecond at least
 * @param tag another one whenever the bytes are others; visible ASCII without quotes
 */
public record StoredFile(String name, long size, Instant modifiedAt, String tag) {}
