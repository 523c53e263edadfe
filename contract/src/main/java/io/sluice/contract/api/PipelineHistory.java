package io.sluice.contract.api;

import java.util.List;

/**
 * One call of a pipeline with its tasks, in the order in which they began.
 *
 * @param keepsValues whether inputs and outputs are kept of it
 */
public record PipelineHistory(PipelineRun run, boolean keepsValues, List<PipelineTask> tasks) {}
