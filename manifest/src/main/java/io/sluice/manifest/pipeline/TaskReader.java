package io.sluice.manifest.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.manifest.ManifestProblem;
import io.sluice.manifest.NearestName;
import io.sluice.manifest.YamlDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads lists of tasks. What is wrong goes to the problems; what is returned then is of no use but to find more of them. */
final class TaskReader {

    /** The most items that a {@code for} works on at once. */
    static final int MOST_PARALLEL = 256;

    static final String NOT_HERE = "is not carried out here; call a function that does it";

    private static final int MOST_STEPS = 200;
    private static final int MOST_ATTEMPTS = 20;
    private static final String[] COMMON = {"if", "input", "output", "export", "timeout", "then", "metadata"};

    /** The first of these fields that a task has says what it is; {@code do} also stands in others. */
    private static final List<String> KINDS =
            List.of("call", "for", "fork", "switch", "try", "set", "wait", "raise", "emit", "listen", "run", "do");

    private final YamlDocument document;
    private final List<ManifestProblem> problems;
    private final Fields use;
    private final CallReader calls;

    /** @param use what several tasks refer to by name */
    TaskReader(YamlDocument document, List<ManifestProblem> problems, Fields use) {
        this.document = document;
        this.problems = problems;
        this.use = use;
        this.calls = new CallReader(this, use);
    }

    /** The tasks of the list at the path, in which each can be gone to by its name. */
    List<Step> steps(String path, JsonNode list) {
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_STEPS) {
            problem(
                    path,
                    "must be a list of 1 to " + MOST_STEPS
                            + " tasks, each with its name: '- greet: {call: demo/greet}'",
                    list.isArray() ? list.size() + " tasks" : Fields.shown(list));
            return List.of();
        }
        Map<String, Integer> names = names(path, list);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            if (item instanceof ObjectNode named && named.size() == 1) {
                String name = named.fieldNames().next();
                steps.add(step(path + "/" + i, name, named, names));
            }
        }
        Rounds.in(steps)
                .filter(_ -> steps.size() == list.size())
                .ifPresent(step -> problem(
                        step.pointer() + "/then",
                        "must not lead round and round: nothing between here and there chooses, is left out by an 'if', or ends",
                        step.name()));
        return steps;
    }

    private Map<String, Integer> names(String path, JsonNode list) {
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            if (item instanceof ObjectNode named && named.size() == 1) {
                String name = named.fieldNames().next();
                if (names.putIfAbsent(name, i) != null) {
                    problem(PointerForm.child(path + "/" + i, name), "must not be repeated in its list", name);
                }
            } else {
                problem(
                        path + "/" + i,
                        "must be one name with its task, such as 'greet: {call: demo/greet}'",
                        Fields.shown(item));
            }
        }
        return names;
    }

    Step step(String item, String name, ObjectNode named, Map<String, Integer> names) {
        Fields holder = new Fields(document, problems, item, named);
        Fields body = holder.object(name);
        String kind = KINDS.stream().filter(body::has).findFirst().orElse("");
        Task task = task(holder, name, body, kind, names);
        return new Step(
                name,
                holder.at(name),
                holder.get(name),
                task,
                body.expression("if"),
                body.passage("input", "from"),
                body.passage("output", "as"),
                body.passage("export", "as"),
                timeout(body),
                then(body, "then", names));
    }

    /** How long what the fields describe may take; null where they don't say. */
    @Nullable
    Duration timeout(Fields fields) {
        if (!fields.has("timeout")) {
            return null;
        }
        Fields timeout = named(fields, "timeout", "timeouts");
        timeout.allow("after");
        return timeout.has("after") ? timeout.duration("after") : null;
    }

    private Task task(Fields holder, String name, Fields body, String kind, Map<String, Integer> names) {
        switch (kind) {
            case "call" -> {
                return calls.call(body);
            }
            case "for" -> {
                return loop(body);
            }
            case "fork" -> {
                return fork(body);
            }
            case "switch" -> {
                return choice(body, names);
            }
            case "try" -> {
                return attempt(body);
            }
            case "set" -> {
                allow(body, "set");
                Template value = body.template("set");
                return value == null ? nothing() : new Task.Set(value);
            }
            case "wait" -> {
                allow(body, "wait");
                return new Task.Wait(body.duration("wait"));
            }
            case "raise" -> {
                return raise(body);
            }
            case "do" -> {
                allow(body, "do");
                return new Task.Do(steps(body.at("do"), body.get("do")));
            }
            case "emit" -> {
                return CallReader.emit(body);
            }
            case "run" -> {
                return CallReader.run(body);
            }
            case "listen" -> body.problem(kind, NOT_HERE, null);
            default ->
                holder.problem(
                        name,
                        "must say what it does by one of call, do, emit, for, fork, raise, run, set, switch, try, wait"
                                + meant(body),
                        Fields.shown(holder.get(name)));
        }
        return nothing();
    }

    private static String meant(Fields body) {
        return body.names().stream()
                .flatMap(name -> NearestName.of(name, KINDS).stream())
                .findFirst()
                .map(kind -> "; did you mean '" + kind + "'?")
                .orElse("");
    }

    static Task nothing() {
        return new Task.Wait(Duration.ZERO);
    }

    static void allow(Fields body, String... own) {
        body.allow(Stream.concat(Arrays.stream(own), Arrays.stream(COMMON)).toArray(String[]::new));
    }

    private Task loop(Fields body) {
        allow(body, "for", "while", "do");
        Fields loop = body.object("for");
        loop.allow("each", "in", "at");
        Expression items = loop.expression("in");
        if (!loop.has("in")) {
            loop.problem("in", "is required: the list, such as '${ .lines }'", null);
        }
        Fields metadata = body.object("metadata");
        int parallel = metadata.number("parallel", 1, MOST_PARALLEL, 0);
        String onError = metadata.text("onError", "fail");
        if (!onError.equals("fail") && !(onError.equals("collect") && parallel > 0)) {
            metadata.problem("onError", "must be fail, or collect beside 'parallel'", onError);
        }
        Expression goOn = body.expression("while");
        if (goOn != null && parallel > 0) {
            body.problem("while", "needs rounds one after the other; leave metadata.parallel out", goOn.toString());
        }
        List<Step> steps = steps(body.at("do"), body.get("do"));
        return items == null
                ? nothing()
                : new Task.For(
                        loop.variable("each", "item"),
                        loop.variable("at", "index"),
                        items,
                        goOn,
                        parallel,
                        onError.equals("collect"),
                        steps);
    }

    private Task fork(Fields body) {
        allow(body, "fork");
        Fields fork = body.object("fork");
        fork.allow("branches", "compete");
        List<Step> branches = steps(fork.at("branches"), fork.get("branches"));
        branches.stream()
                .filter(branch -> branch.then() instanceof Then.GoTo)
                .forEach(branch ->
                        problem(branch.pointer() + "/then", "must not lead from one branch to another", branch.name()));
        return new Task.Fork(branches, fork.flag("compete"));
    }

    private Task choice(Fields body, Map<String, Integer> names) {
        allow(body, "switch");
        JsonNode list = body.get("switch");
        List<Task.Switch.Case> cases = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof ObjectNode named && named.size() == 1) {
                String name = named.fieldNames().next();
                Fields holder = new Fields(document, problems, body.at("switch") + "/" + i, named);
                Fields one = holder.object(name);
                one.allow("when", "then");
                cases.add(new Task.Switch.Case(name, one.expression("when"), then(one, "then", names)));
                if (!seen.add(name)) {
                    holder.problem(name, "must not be repeated in its list", name);
                }
            }
        }
        if (cases.isEmpty() || cases.size() != list.size()) {
            body.problem(
                    "switch",
                    "must be a list of cases, such as '- long: {when: '.size > 10', then: cut}'",
                    Fields.shown(list));
        }
        return new Task.Switch(cases);
    }

    private Task attempt(Fields body) {
        allow(body, "try", "catch");
        List<Step> steps = steps(body.at("try"), body.get("try"));
        if (!body.has("catch")) {
            body.problem("catch", "is required beside 'try'; '{}' catches all there is", null);
        }
        Fields recovery = body.object("catch");
        recovery.allow("errors", "as", "when", "exceptWhen", "retry", "do");
        Fields errors = recovery.object("errors");
        errors.allow("with");
        Fields with = errors.object("with");
        with.allow("type", "status", "title", "detail", "details", "instance");
        Map<String, JsonNode> fields = new HashMap<>();
        for (String field : List.of("type", "status", "title", "detail", "instance")) {
            if (with.has(field)) {
                fields.put(field, with.get(field));
            }
        }
        return new Task.Try(
                steps,
                new Task.Catch(
                        new ErrorFilter(fields, recovery.expression("when"), recovery.expression("exceptWhen")),
                        recovery.variable("as", "error"),
                        recovery.has("retry") ? retry(named(recovery, "retry", "retries")) : null,
                        recovery.has("do") ? steps(recovery.at("do"), recovery.get("do")) : List.of()));
    }

    /** What a field has, or the name in it refers to among what is for use by several. */
    Fields named(Fields fields, String field, String shared) {
        JsonNode value = fields.get(field);
        if (!value.isTextual()) {
            return fields.object(field);
        }
        Fields all = use.object(shared);
        if (!all.has(value.asText())) {
            fields.problem(field, "must be defined under use." + shared + ", or written out here", value.asText());
        }
        return all.object(value.asText());
    }

    private static RetryPolicy retry(Fields retry) {
        retry.allow("when", "exceptWhen", "delay", "backoff", "limit", "jitter");
        Fields limit = retry.object("limit");
        limit.allow("attempt", "duration");
        Fields attempt = limit.object("attempt");
        attempt.allow("count");
        Fields backoff = retry.object("backoff");
        backoff.allow("constant", "linear", "exponential");
        Fields jitter = retry.object("jitter");
        jitter.allow("from", "to");
        Duration delay = retry.has("delay") ? retry.duration("delay") : Duration.ZERO;
        if (delay.compareTo(RetryPolicy.LONGEST) > 0) {
            retry.problem("delay", "must be at most an hour", delay.toString());
        }
        return new RetryPolicy(
                delay,
                backoff.has("exponential")
                        ? RetryPolicy.Backoff.EXPONENTIAL
                        : backoff.has("linear") ? RetryPolicy.Backoff.LINEAR : RetryPolicy.Backoff.CONSTANT,
                attempt.number("count", 0, MOST_ATTEMPTS, 3),
                limit.has("duration") ? limit.duration("duration") : null,
                retry.expression("when"),
                retry.expression("exceptWhen"),
                jitter.has("from") ? jitter.duration("from") : Duration.ZERO,
                jitter.has("to") ? jitter.duration("to") : Duration.ZERO);
    }

    private Task raise(Fields body) {
        allow(body, "raise");
        Fields raise = body.object("raise");
        raise.allow("error");
        boolean shared = raise.get("error").isTextual();
        Fields error = named(raise, "error", "errors");
        error.allow("type", "status", "title", "detail", "instance");
        boolean there = !shared || use.object("errors").has(raise.text("error", ""));
        if (there && (!error.has("type") || !error.has("status"))) {
            raise.problem("error", "must have at least a type and a status", Fields.shown(raise.get("error")));
        }
        Template template = shared ? use.object("errors").template(raise.text("error", "")) : raise.template("error");
        return template == null ? nothing() : new Task.Raise(template);
    }

    private Then then(Fields fields, String field, Map<String, Integer> names) {
        String text = fields.text(field, "continue");
        @Nullable Integer index = names.get(text);
        return switch (text) {
            case "continue" -> new Then.Continue();
            case "exit" -> new Then.Exit();
            case "end" -> new Then.End();
            default -> {
                if (index == null) {
                    fields.problem(field, "must be continue, exit, end, or the name of a task of the same list", text);
                }
                yield index == null ? new Then.Continue() : new Then.GoTo(index);
            }
        };
    }

    private void problem(String path, String rule, @Nullable String value) {
        problems.add(document.problem(path, rule, value));
    }
}
