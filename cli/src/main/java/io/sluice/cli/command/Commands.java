package io.sluice.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** All commands by their names, in the order of the help. */
final class Commands {

    private Commands() {}

    static Map<String, CommandLine> all(Session session) {
        Map<String, CommandLine> commands = new LinkedHashMap<>();
        commands.put("up", new CommandLine(new UpCommand(session)));
        commands.put("down", new CommandLine(new DownCommand(session)));
        commands.put("status", new CommandLine(new StatusCommand(session)));
        commands.put("demo", new CommandLine(new DemoCommand(session)));
        commands.put("new", new CommandLine(new NewCommand(session)));
        commands.put("deploy", new CommandLine(new DeployCommand(session)));
        commands.put("dev", new CommandLine(new DevCommand(session)));
        commands.put("list", new CommandLine(new ListCommand(session)));
        commands.put("describe", new CommandLine(new DescribeCommand(session)));
        commands.put("call", new CommandLine(new CallCommand(session)));
        commands.put("pipe", new CommandLine(new PipeCommand(session)));
        commands.put("bench", new CommandLine(new BenchCommand(session)));
        commands.put("simulate", new CommandLine(new SimulateCommand(session)));
        commands.put("graph", new CommandLine(new GraphCommand(session)));
        commands.put("explain", new CommandLine(new ExplainCommand(session)));
        commands.put("prewarm", new CommandLine(new PrewarmCommand(session)));
        commands.put("trace", new CommandLine(new TraceCommand(session)));
        commands.put("logs", new CommandLine(new LogsCommand(session)));
        commands.put("stats", new CommandLine(new StatsCommand(session)));
        commands.put("versions", new CommandLine(new VersionsCommand(session)));
        commands.put("rollback", new CommandLine(new RollbackCommand(session)));
        commands.put("remove", new CommandLine(new RemoveCommand(session)));
        commands.put("secret", new CommandLine(new SecretCommand(session)));
        commands.put("key", new CommandLine(new KeyCommand(session)));
        commands.put("completion", new CommandLine(new CompletionCommand(session)));
        commands.put("version", new CommandLine(new VersionCommand(session)));
        return commands;
    }
}
