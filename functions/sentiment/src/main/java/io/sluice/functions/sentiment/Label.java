package io.sluice.functions.sentiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a text is taken for. The order is that of the weights in a model file. */
public enum Label {
    @JsonProperty("negative")
    NEGATIVE,
    @JsonProperty("neutral")
    NEUTRAL,
    @JsonProperty("positive")
    POSITIVE
}
