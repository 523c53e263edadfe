package io.sluice.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All commands by their names, in the order of the help. */
final class Commands {

    private Commands() {}

    static Map<String, Supplier<Object>> all(Session session) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("up", () -> new UpCommand(session));
        commands.put("down", () -> new DownCommand(session));
        commands.put("status", () -> new StatusCommand(session));
        commands.put("demo", () -> new DemoCommand(session));
        commands.put("new", () -> new NewCommand(session));
        commands.put("build", () -> new BuildCommand(session));
        commands.put("deploy", () -> new DeployCommand(session));
        commands.put("dev", () -> new DevCommand(session));
        commands.put("list", () -> new ListCommand(session));
        commands.put("describe", () -> new DescribeCommand(session));
        commands.put("call", () -> new CallCommand(session));
        commands.put("pipe", () -> new PipeCommand(session));
        commands.put("bench", () -> new BenchCommand(session));
        commands.put("simulate", () -> new SimulateCommand(session));
        commands.put("graph", () -> new GraphCommand(session));
        commands.put("explain", () -> new ExplainCommand(session));
        commands.put("prewarm", () -> new PrewarmCommand(session));
        commands.put("trace", () -> new TraceCommand(session));
        commands.put("logs", () -> new LogsCommand(session));
        commands.put("stats", () -> new StatsCommand(session));
        commands.put("versions", () -> new VersionsCommand(session));
        commands.put("rollback", () -> new RollbackCommand(session));
        commands.put("remove", () -> new RemoveCommand(session));
        commands.put("data", () -> new DataCommand(session));
        commands.put("secret", () -> new SecretCommand(session));
        commands.put("key", () -> new KeyCommand(session));
        commands.put("context", () -> new ContextCommand(session));
        commands.put("pipeline", () -> new PipelineCommand(session));
        commands.put("image", () -> new ImageCommand(session));
        commands.put("completion", () -> new CompletionCommand(session));
        commands.put("version", () -> new VersionCommand(session));
        return commands;
    }
}
