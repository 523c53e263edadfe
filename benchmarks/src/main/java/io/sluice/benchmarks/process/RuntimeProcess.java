package io.sluice.benchmarks.process;

import io.sluice.cli.client.Home;
import io.sluice.cli.client.Paths;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.data.Copier;
import io.sluice.cli.data.Data;
import io.sluice.cli.data.DataPath;
import io.sluice.cli.deploy.Deployer;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.deploy.TrainingRun;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.local.LocalRuntime;
import io.sluice.contract.FunctionName;
import io.sluice.contract.api.FunctionDescription;
import io.sluice.contract.api.FunctionStats;
import io.sluice.contract.api.KeySummary;
import io.sluice.contract.api.NewKey;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A runtime as {@code sluice up} starts it, with a home and a port of its own. */
public final class RuntimeProcess implements AutoCloseable {

    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private static final Console SILENT =
            new Console(InputStream.nullInputStream(), NOWHERE, NOWHERE, false, false, false, 80);

    private final LocalRuntime runtime;
    private final String url;
    private final String key;
    private final RuntimeClient client;

    private RuntimeProcess(LocalRuntime runtime, String url, String key) {
        this.runtime = runtime;
        this.url = url;
        this.key = key;
        this.client = new RuntimeClient(url, key);
    }

    /**
     * Starts one with its home in the folder, and returns when it takes calls.
     *
     * @param jvmFlags beside those that {@code sluice up} gives it
     */
    public static RuntimeProcess start(Installation installation, Path folder, List<String> jvmFlags) {
        Home home = new Home(folder.resolve("home"));
        LocalRuntime runtime = LocalRuntime.start(new LocalRuntime.Options(
                installation.runtimeJar(),
                home,
                "127.0.0.1",
                0,
                folder.resolve("runtime.log"),
                false,
                Map.of("JDK_JAVA_OPTIONS", String.join(" ", jvmFlags))));
        Runtime.getRuntime().addShutdownHook(new Thread(runtime::close)); // ctrl-c ends the runtime before this program
        String url = runtime.awaitReady();
        String key = home.key()
                .orElseThrow(() -> new CliFailure(ExitCode.INTERNAL, "the runtime wrote no key to " + home.keyFile()));
        return new RuntimeProcess(runtime, url, key);
    }

    /** Deploys the project in the folder, as a manifest in it says, and waits until its training run is over. */
    public void deploy(Path folder, String manifest) {
        try {
            Path file = folder.resolve(manifest);
            byte[] bytes = Files.readAllBytes(file);
            Project project = new Project(folder, ManifestReader.read(file.toString(), bytes), bytes);
            deploy(project);
            TrainingRun.await(client, project.manifest().functions().getFirst());
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "cannot read " + e.getMessage(), e);
        } catch (InvalidManifestException e) {
            throw new CliFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /** Deploys a project, built already. */
    public void deploy(Project project) {
        new Deployer(client, SILENT).deploy(project);
    }

    /** Removes a function with all its versions; its instances end. */
    public void remove(String function) {
        client.send("DELETE", Paths.function(FunctionName.parse(function), ""), "");
    }

    /** Returns when a function has an AOT cache; blocks. */
    public void awaitTrained(String function) {
        String state = TrainingRun.await(client, FunctionName.parse(function));
        if (state == null || !state.startsWith("in use")) {
            throw new CliFailure(ExitCode.INTERNAL, "the AOT cache of " + function + ": " + state);
        }
    }

    /** The same without a training run, which would take the processors of what is measured. */
    public void deployUntrained(Project project) {
        new Deployer(client, SILENT).deployUntrained(project);
    }

    /** Calls with JSON, one at a time; what is not a result is a failure. */
    public String call(String path, String json) {
        HttpResponse<byte[]> reply = client.exchange(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
        String body = new String(reply.body(), StandardCharsets.UTF_8);
        if (reply.statusCode() != 200 || !body.startsWith("{\"result\"")) {
            throw new CliFailure(ExitCode.INTERNAL, path + " answered " + reply.statusCode() + ": " + body);
        }
        return body;
    }

    /** Makes a collection, and puts files into it under their own names. */
    public void upload(String collection, List<Path> files) {
        Data data = new Data(client);
        data.make(DataPath.parse(collection), null);
        List<String> sources = files.stream().map(Path::toString).toList();
        new Copier(data, SILENT).copy(sources, collection, false);
    }

    /** The most of its memory that was resident so far, by the kernel's own note. */
    public double peakMib() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "the runtime's memory can't be told: " + e.getMessage(), e);
        }
    }

    /** The instances that a function has now. */
    public List<FunctionDescription.InstanceView> instances(String function) {
        return client.get(Paths.function(FunctionName.parse(function), ""), FunctionDescription.class)
                .instances();
    }

    /** How many invocations of a function it has counted. */
    public long invocations(String function) {
        return client.list("/v1/stats?function=" + Paths.encoded(function), FunctionStats.class).stream()
                .mapToLong(FunctionStats::invocations)
                .sum();
    }

    /** Makes a key, and answers the key itself. */
    public String makeKey(NewKey wanted) {
        return String.valueOf(client.post("/v1/keys", wanted, KeySummary.class).key());
    }

    /** The status of a call with JSON that is made without a key. */
    public int statusForNobody(String path, String json) {
        return new RuntimeClient(url, null)
                .exchange(path, "application/json", json.getBytes(StandardCharsets.UTF_8))
                .statusCode();
    }

    /** The port that it answers on. */
    public int port() {
        return URI.create(url).getPort();
    }

    /** The value of the header {@code Authorization} for its administrator. */
    public String authorization() {
        return "Simple " + key;
    }

    /** Its process id. */
    public long pid() {
        return runtime.pid();
    }

    @Override
    public void close() {
        runtime.close();
    }
}
