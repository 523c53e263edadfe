/** Pipelines: what their YAML files may say (a part of the Serverless Workflow DSL 1.0), and how their expressions are evaluated. */
@org.jspecify.annotations.NullMarked
package io.sluice.manifest.pipeline;
