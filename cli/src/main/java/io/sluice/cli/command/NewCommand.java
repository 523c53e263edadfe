package io.sluice.cli.command;

import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.scaffold.Scaffold;
import io.sluice.contract.FunctionName;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a new project. */
@Command(name = "new", mixinStandardHelpOptions = true, description = "Make a project for a function of your own.")
final class NewCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "OWNER/NAME", description = "The function's name, such as demo/shout.")
    private String function = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "DIR", description = "The folder to make (default: ./NAME).")
    private @Nullable Path folder;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            description = "The language: java (default), python, node, or exec for any that serves HTTP.")
    private String language = "java";

    NewCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        FunctionName name = References.name(function);
        Path target = folder == null ? Path.of(name.name()) : folder;
        Scaffold.create(language, name, target, session.installation().repositoryUrl());
        session.say(
                Map.of("function", name.toString(), "folder", target.toString()),
                "Made " + target + ".\nNext:\n  sluice deploy " + shown(target) + "\n  sluice call " + name
                        + " -d '\"quiet\"'");
        return ExitCode.OK;
    }

    private static String shown(Path target) {
        return target.isAbsolute() || target.startsWith(".") ? target.toString() : "./" + target;
    }
}
