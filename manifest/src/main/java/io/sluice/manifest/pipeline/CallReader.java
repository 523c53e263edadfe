package io.sluice.manifest.pipeline;

import io.sluice.contract.FunctionReference;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads tasks that have something else do the work: functions, workflows, services, takers of events. */
final class CallReader {

    private static final Set<String> UNSUPPORTED = Set.of("grpc", "asyncapi", "a2a", "mcp");
    private static final FunctionReference UNKNOWN = FunctionReference.parse("unknown/unknown");

    private final TaskReader tasks;
    private final Fields use;
    private final HttpReader http;

    /** Those under {@code use.functions} that are being read. */
    private final Set<String> customs = new HashSet<>();

    /** @param use what several tasks refer to by name */
    CallReader(TaskReader tasks, Fields use) {
        this.tasks = tasks;
        this.use = use;
        this.http = new HttpReader(tasks);
    }

    /** A call of whatever can be called. */
    Task call(Fields body) {
        TaskReader.allow(body, "call", "with");
        String called = body.text("call", "");
        return switch (called) {
            case "http" -> http.request(body.object("with"));
            case "openapi" -> http.operation(body.object("with"));
            case "function" -> {
                Fields with = body.object("with");
                with.allow("function", "input");
                yield new Task.Call(reference(with, "function", with.text("function", "")), with.template("input"));
            }
            default ->
                use.object("functions").has(called)
                        ? custom(body, called)
                        : new Task.Call(called(body, called), body.template("with"));
        };
    }

    /** A task that stands under {@code use.functions}, given what {@code with} says. */
    private Task custom(Fields body, String called) {
        Fields functions = use.object("functions");
        if (!customs.add(called)) {
            body.problem("call", "must not be a function that calls itself", called);
            return TaskReader.nothing();
        }
        Step own = tasks.step(functions.path(), called, functions.all(), Map.of());
        customs.remove(called);
        Template with = body.template("with");
        if (with == null) {
            return new Task.Do(List.of(own));
        }
        Step given = new Step(
                "with",
                body.at("with"),
                body.get("with"),
                new Task.Set(with),
                null,
                Passage.OPEN,
                Passage.OPEN,
                Passage.OPEN,
                null,
                new Then.Continue());
        return new Task.Do(List.of(given, own));
    }

    private FunctionReference called(Fields body, String name) {
        List<String> own = use.object("functions").names();
        boolean isMeant = !name.contains("/") && !own.isEmpty();
        if (isMeant && !UNSUPPORTED.contains(name)) {
            body.problem(
                    "call",
                    "must be a function, such as demo/clean, or one of use.functions: " + String.join(", ", own),
                    name);
            return UNKNOWN;
        }
        return reference(body, "call", name);
    }

    private static FunctionReference reference(Fields fields, String name, String text) {
        try {
            return FunctionReference.parse(text);
        } catch (IllegalArgumentException e) {
            String rule = UNSUPPORTED.contains(text)
                    ? TaskReader.NOT_HERE
                    : "must be a function, such as demo/clean or demo/clean@1.2.0";
            fields.problem(name, rule, text);
            return UNKNOWN;
        }
    }

    /** Another pipeline, or any other function: the DSL's namespace is its owner. */
    static Task run(Fields body) {
        TaskReader.allow(body, "run");
        Fields run = body.object("run");
        run.allow("workflow", "await", "return", "container", "script", "shell");
        for (String other : List.of("container", "script", "shell")) {
            if (run.has(other)) {
                run.problem(other, TaskReader.NOT_HERE, null);
            }
        }
        if (run.has("await") && !run.flag("await")
                || !run.text("return", "stdout").equals("stdout")) {
            run.problem("await", "must be true, and 'return' left out: the run goes on with the result", null);
        }
        Fields workflow = run.object("workflow");
        workflow.allow("namespace", "name", "version", "input");
        String version = workflow.text("version", "latest");
        String reference = workflow.text("namespace", "") + "/" + workflow.text("name", "")
                + (version.equals("latest") ? "" : "@" + version);
        return new Task.Call(reference(run, "workflow", reference), workflow.template("input"));
    }

    /** An event that is sent. */
    static Task emit(Fields body) {
        TaskReader.allow(body, "emit");
        Fields emit = body.object("emit");
        emit.allow("event");
        Fields event = emit.object("event");
        event.allow("with");
        Fields with = event.object("with");
        for (String attribute : List.of("source", "type")) {
            if (!with.has(attribute)) {
                with.problem(attribute, "is required: an attribute of CloudEvents", null);
            }
        }
        Template template = event.template("with");
        return template == null ? TaskReader.nothing() : new Task.Emit(template);
    }
}
