package io.sluice.pipeline;

import java.util.Map;

/** The values that owners of pipelines have set for them; never blocks. */
public interface PipelineSecrets {

    /** Those of a pipeline, {@code owner/name}: value by name. */
    Map<String, String> of(String pipeline);
}
