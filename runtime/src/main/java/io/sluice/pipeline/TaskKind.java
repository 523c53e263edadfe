package io.sluice.pipeline;

import io.sluice.manifest.pipeline.Task;

/** What tasks are, in the words of their files. */
final class TaskKind {

    private TaskKind() {}

    static String of(Task task) {
        return switch (task) {
            case Task.Call _ -> "call";
            case Task.Http _ -> "http";
            case Task.OpenApi _ -> "openapi";
            case Task.Emit _ -> "emit";
            case Task.Do _ -> "do";
            case Task.For _ -> "for";
            case Task.Fork _ -> "fork";
            case Task.Switch _ -> "switch";
            case Task.Try _ -> "try";
            case Task.Set _ -> "set";
            case Task.Wait _ -> "wait";
            case Task.Raise _ -> "raise";
        };
    }
}
