package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.manifest.pipeline.Then;

/** What a task left, and where that leads. */
record Outcome(JsonNode value, Then then) {}
