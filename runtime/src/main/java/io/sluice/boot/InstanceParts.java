package io.sluice.boot;

import io.quarkus.runtime.configuration.MemorySize;
import io.sluice.dashboard.Metrics;
import io.sluice.dashboard.StatsBook;
import io.sluice.deploy.FirstInstances;
import io.sluice.manifest.RuntimeKind;
import io.sluice.pool.InstancePools;
import io.sluice.pool.connection.ConnectionLimits;
import io.sluice.pool.connection.Connections;
import io.sluice.pool.process.AlgorithmRunner;
import io.sluice.pool.process.ForkSettings;
import io.sluice.pool.process.JavaTraining;
import io.sluice.pool.process.LaunchCommand;
import io.sluice.pool.process.NodeRunner;
import io.sluice.pool.process.ProcessDriverSettings;
import io.sluice.pool.process.ProcessInstanceDriver;
import io.sluice.pool.process.PythonRunner;
import io.sluice.prepare.JavaPreparer;
import io.sluice.prepare.NodePreparer;
import io.sluice.prepare.PipelinePreparer;
import io.sluice.prepare.Preparations;
import io.sluice.prepare.PythonInterpreter;
import io.sluice.prepare.PythonPreparer;
import io.sluice.prepare.Tools;
import io.sluice.registry.Secrets;
import io.sluice.sandbox.Isolation;
import io.sluice.warmup.Prestarts;
import io.sluice.warmup.Warmup;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes what starts instances and speaks to them. */
class InstanceParts {

    @Produces
    @Singleton
    PythonRunner python(SluiceHome home, SluiceConfig config) {
        return PythonRunner.lay(home.runners().resolve("python"), new PythonInterpreter(config.functionPython()));
    }

    @Produces
    @Singleton
    NodeRunner node(SluiceHome home, SluiceConfig config) {
        return NodeRunner.lay(home.runners().resolve("node"), config.functionNode(), System.getenv("PATH"));
    }

    @Produces
    @Singleton
    Preparations preparations(SluiceHome home, PythonRunner python, NodeRunner node, Tools tools) {
        return new Preparations(
                home.prepared(),
                Map.of(
                        RuntimeKind.JAVA,
                        new JavaPreparer(System.getProperty("os.arch")),
                        RuntimeKind.PYTHON,
                        new PythonPreparer(python.interpreter(), python.folder(), tools),
                        RuntimeKind.NODE,
                        new NodePreparer(node.program(), node.check(), NodeRunner.MISSING, tools),
                        RuntimeKind.PIPELINE,
                        new PipelinePreparer()));
    }

    @Produces
    @Singleton
    InnerListener innerListener(Vertx vertx, ProcessDriverSettings settings) {
        return new InnerListener(vertx, settings.innerSocket());
    }

    @Produces
    @Singleton
    LateNestedCalls nestedCalls() {
        return new LateNestedCalls();
    }

    @Produces
    @Singleton
    Connections connections(Vertx vertx, LateNestedCalls nestedCalls, Metrics metrics) {
        return new Connections(vertx, ConnectionLimits.USUAL, nestedCalls, metrics, System::nanoTime);
    }

    @Produces
    @Singleton
    ProcessInstanceDriver driver(
            Connections connections,
            ProcessDriverSettings settings,
            Isolation isolation,
            SluiceHome home,
            SluiceConfig config,
            InnerListener listener,
            JavaTraining java,
            PythonRunner python,
            NodeRunner node,
            InstantSource clock) {
        Map<String, LaunchCommand> kinds = new HashMap<>(java.kinds());
        kinds.computeIfPresent(
                RuntimeKind.JAVA.word(),
                (kind, others) -> AlgorithmRunner.lay(home.runners().resolve("java"), javaHome(config), others));
        kinds.put(RuntimeKind.PYTHON.word(), python);
        kinds.put(RuntimeKind.NODE.word(), node);
        kinds.put(RuntimeKind.EXEC.word(), LaunchCommand.exec());
        ForkSettings forks =
                ForkSettings.of(config.forks().most(), config.forks().idle());
        return new ProcessInstanceDriver(connections, settings, listener::address, clock, kinds, forks, isolation);
    }

    @Produces
    @Singleton
    ProcessDriverSettings processes(SluiceHome home, SluiceConfig config) {
        return ProcessDriverSettings.in(RunFolder.of(home.folder()), home.scratch(), home.logs(), javaHome(config));
    }

    @Produces
    @Singleton
    JavaTraining javaTraining(SluiceConfig config) {
        return new JavaTraining(javaHome(config));
    }

    static Path javaHome(SluiceConfig config) {
        return config.functionJavaHome().orElseGet(() -> Path.of(System.getProperty("java.home")));
    }

    @Produces
    @Singleton
    FirstInstances firstInstances() {
        return new FirstInstances();
    }

    static long memoryBudget(SluiceConfig config) {
        return config.memoryBudget().map(MemorySize::asLongValue).orElseGet(MachineMemory::defaultBudget);
    }

    @Produces
    @Singleton
    InstancePools pools(
            Vertx vertx,
            ProcessInstanceDriver driver,
            Secrets secrets,
            SluiceConfig config,
            StatsBook stats,
            Metrics metrics,
            FirstInstances firstInstances,
            Warmup warmup,
            Prestarts prestarts,
            RandomGenerator random) {
        return new InstancePools(
                vertx,
                new SecretsDriver(driver, secrets),
                memoryBudget(config),
                warmup.keepAlive(),
                new PoolListeners(List.of(stats, metrics, firstInstances, prestarts, warmup.instances())),
                System::nanoTime,
                HexFormat.of().toHexDigits((short) random.nextInt()));
    }
}
