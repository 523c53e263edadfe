package io.sluice.algorithms;

import io.sluice.prepare.Tool;
import io.sluice.prepare.ToolResult;
import io.sluice.prepare.Tools;
import io.sluice.registry.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs a source's own build command, confined to the source, with nothing of the runtime's environment but what builds need. Blocks. */
final class BuildCommand {

    /** Where tools are, and where they fetch from. */
    private static final Pattern PASSED_ON = Pattern.compile("PATH|LANG|TZ|HOME|MAVEN_OPTS|PIP_.*"
            + "|(?i:npm_config_.*|https?_proxy|no_proxy|all_proxy)|SSL_CERT_(FILE|DIR)");

    private final Tools tools;
    private final BuildSettings settings;

    BuildCommand(Tools tools, BuildSettings settings) {
        this.tools = tools;
        this.settings = settings;
    }

    /** Runs the command in a folder to its end; the last that it writes is in the log. */
    void run(String command, Path folder, BuildLog log) throws IOException, BuildFailed {
        Path temporary = Files.createTempDirectory(folder.getParent(), "temporary");
        try {
            ToolResult run = tools.run(new Tool(
                    List.of("/bin/sh", "-c", command),
                    folder,
                    List.of(settings.javaHome()),
                    List.of(folder),
                    temporary,
                    environment(),
                    settings.bound()));
            log.add(run.lastLines());
            if (run.code() != 0) {
                throw new BuildFailed("the build " + run.end());
            }
        } finally {
            FolderTree.delete(temporary);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        settings.environment().forEach((name, value) -> {
            if (PASSED_ON.matcher(name).matches()) {
                environment.put(name, value);
            }
        });
        environment.put("JAVA_HOME", settings.javaHome().toString());
        return environment;
    }
}
