package io.sluice.gateway.events;

/** How events stand in an HTTP message. */
enum EventMode {
    /** The attributes as headers, the data as body. */
    BINARY,
    /** One event whole as JSON. */
    STRUCTURED,
    /** A JSON array of events. */
    BATCH
}
