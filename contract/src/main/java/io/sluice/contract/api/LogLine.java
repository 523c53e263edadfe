package io.sluice.contract.api;

/** One line that an instance wrote: when (ISO 8601, UTC), which instance of which version, and the text. */
public record LogLine(String at, String version, String instance, String text) {}
