package io.sluice.cli.demo;

import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.deploy.Deployer;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.deploy.Project;
import java.util.List;
import java.util.Map;

/** Starts a runtime of its own in a temporary home, deploys the video functions, paints one video, and leaves that only. */
public final class VideoDemo {

    private static final List<String> FUNCTIONS = List.of("video-split", "video-join", "video-transform");

    private final Installation installation;
    private final Console console;
    private final VideoPlan plan;

    public VideoDemo(Installation installation, Console console, VideoPlan plan) {
        this.installation = installation;
        this.console = console;
        this.plan = plan;
    }

    /** Runs it, after saying with what. */
    public VideoReport run() {
        console.err().println("video: " + plan.clipName() + without(plan.clip() == null, "--in"));
        console.err().println("style: " + plan.styleName() + without(plan.model() == null, "--style"));
        return new TemporaryRuntime(installation, console).with(Map.of(), client -> {
            deploy(client);
            return new VideoWork(client, console, plan).run();
        });
    }

    private static String without(boolean own, String option) {
        return own ? ", for lack of " + option + " and " + VideoPlan.SAMPLES : "";
    }

    /** A training run would take the processors that the frames need. */
    private void deploy(RuntimeClient client) {
        Deployer deployer = new Deployer(client, console);
        FUNCTIONS.forEach(name -> deploy(deployer, name));
        deploy(deployer, plan.model() == null ? "image-filter" : "style-transfer");
    }

    private void deploy(Deployer deployer, String name) {
        deployer.deployUntrained(Project.read(installation.function(name), null));
    }
}
