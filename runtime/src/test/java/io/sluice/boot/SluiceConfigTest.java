package io.sluice.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.sluice.data.DataStoreKind;
import io.sluice.sandbox.IsolationMode;
import io.sluice.warmup.WarmupMode;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SluiceConfigTest {

    private static SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(SluiceConfig.class);
    }

    private static SluiceConfig config(SmallRyeConfigBuilder builder) {
        return builder.build().getConfigMapping(SluiceConfig.class);
    }

    private static PropertiesConfigSource properties(Map<String, String> properties) {
        return new PropertiesConfigSource(properties, "test", 200);
    }

    @Test
    void defaults_areWhatTheGuideSays() {
        SluiceConfig config = config(builder().withSources(properties(Map.of("user.home", "/home/me"))));

        assertThat(config.home()).isEqualTo(Path.of("/home/me/.sluice"));
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.adminKeyFile()).isEmpty();
        assertThat(config.memoryBudget()).isEmpty();
        assertThat(config.functionJavaHome()).isEmpty();
        assertThat(config.functionPython()).isEmpty();
        assertThat(config.forks().most()).isEqualTo(8);
        assertThat(config.forks().idle()).isEqualTo(Duration.ofHours(1));
        assertThat(config.functionNode()).isEmpty();
        assertThat(config.functionAot()).isTrue();
        assertThat(config.isolation()).isEqualTo(IsolationMode.AUTO);
        assertThat(config.isolationReads()).isEmpty();
        assertThat(config.stopBound()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.gateway().body().asLongValue()).isEqualTo(10L << 20);
        assertThat(config.gateway().defaultTimeout()).isEqualTo(Duration.ofSeconds(3000));
        assertThat(config.gateway().maxTimeout()).isEqualTo(Duration.ofSeconds(3000));
        assertThat(config.gateway().connections()).isEqualTo(4096);
        assertThat(config.gateway().payloads()).isEmpty();
        assertThat(config.gateway().clientTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.router().depth()).isEqualTo(32);
        assertThat(config.router().steps()).isEqualTo(64);
        assertThat(config.results().memory().asLongValue()).isEqualTo(64L << 20);
        assertThat(config.pipelines().runs()).isEqualTo(1_000);
        assertThat(config.pipelines().steps()).isEqualTo(100_000);
        assertThat(config.pipelines().data().asLongValue()).isEqualTo(64L << 20);
        assertThat(config.pipelines().expression()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.pipelines().history().asLongValue()).isEqualTo(16L << 20);
        assertThat(config.payload().spoolAbove().asLongValue()).isEqualTo(1L << 20);
        assertThat(config.payload().most().asLongValue()).isEqualTo(4L << 30);
        assertThat(config.payload().spool().asLongValue()).isEqualTo(16L << 30);
        assertThat(config.data().transfers()).isEqualTo(64);
        assertThat(config.data().store()).isEqualTo(DataStoreKind.FILE);
        assertThat(config.data().s3Endpoint()).isEmpty();
        assertThat(config.data().s3Region()).isEqualTo("us-east-1");
        assertThat(config.data().s3Bucket()).isEmpty();
        assertThat(config.data().s3PathStyle()).isEmpty();
        assertThat(config.warmup().mode()).isEqualTo(WarmupMode.ON);
        assertThat(config.warmup().tau()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.warmup().memory()).isEmpty();
        assertThat(config.warmup().startsPerMinute()).isEqualTo(120);
        assertThat(config.warmup().recording()).isEqualTo(20_000);
    }

    @Test
    void environment_setsEveryOption() {
        Map<String, String> environment = Map.ofEntries(
                Map.entry("SLUICE_HOME", "/data"),
                Map.entry("SLUICE_HOST", "0.0.0.0"),
                Map.entry("SLUICE_PORT", "0"),
                Map.entry("SLUICE_ADMIN_KEY_FILE", "/etc/sluice/admin-key"),
                Map.entry("SLUICE_MEMORY_BUDGET", "2G"),
                Map.entry("SLUICE_FUNCTION_JAVA_HOME", "/jdk"),
                Map.entry("SLUICE_FUNCTION_PYTHON", "/python"),
                Map.entry("SLUICE_FORKS_MOST", "0"),
                Map.entry("SLUICE_FORKS_IDLE", "5m"),
                Map.entry("SLUICE_FUNCTION_NODE", "/node"),
                Map.entry("SLUICE_ISOLATION", "required"),
                Map.entry("SLUICE_ISOLATION_READS", "/opt/models,/opt/tools"),
                Map.entry("SLUICE_STOP_BOUND", "3s"),
                Map.entry("SLUICE_GATEWAY_BODY", "1M"),
                Map.entry("SLUICE_GATEWAY_DEFAULT_TIMEOUT", "1m"),
                Map.entry("SLUICE_GATEWAY_MAX_TIMEOUT", "2m"),
                Map.entry("SLUICE_GATEWAY_CONNECTIONS", "100"),
                Map.entry("SLUICE_GATEWAY_PAYLOADS", "64M"),
                Map.entry("SLUICE_GATEWAY_CLIENT_TIMEOUT", "5s"),
                Map.entry("SLUICE_ROUTER_DEPTH", "3"),
                Map.entry("SLUICE_ROUTER_STEPS", "4"),
                Map.entry("SLUICE_RESULTS_MEMORY", "0"),
                Map.entry("SLUICE_WARMUP_MODE", "shadow"),
                Map.entry("SLUICE_WARMUP_TAU", "1m"),
                Map.entry("SLUICE_WARMUP_MEMORY", "1G"),
                Map.entry("SLUICE_WARMUP_STARTS_PER_MINUTE", "7"),
                Map.entry("SLUICE_DATA_TRANSFERS", "3"),
                Map.entry("SLUICE_DATA_STORE", "s3"),
                Map.entry("SLUICE_DATA_S3_ENDPOINT", "http://127.0.0.1:9000"),
                Map.entry("SLUICE_DATA_S3_REGION", "eu-west-1"),
                Map.entry("SLUICE_DATA_S3_BUCKET", "box"),
                Map.entry("SLUICE_DATA_S3_PREFIX", "sluice"),
                Map.entry("SLUICE_DATA_S3_ACCESS_KEY", "id"),
                Map.entry("SLUICE_DATA_S3_SECRET_KEY", "hush"),
                Map.entry("SLUICE_DATA_S3_PATH_STYLE", "false"),
                Map.entry("SLUICE_WARMUP_RECORDING", "0"));

        SluiceConfig config = config(builder().withSources(new EnvConfigSource(environment, 300)));

        assertThat(config.home()).isEqualTo(Path.of("/data"));
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.adminKeyFile()).contains(Path.of("/etc/sluice/admin-key"));
        assertThat(config.port()).isZero();
        assertThat(config.memoryBudget().map(MemorySize::asLongValue)).contains(2L << 30);
        assertThat(config.functionJavaHome()).contains(Path.of("/jdk"));
        assertThat(config.functionPython()).contains(Path.of("/python"));
        assertThat(config.forks().most()).isZero();
        assertThat(config.forks().idle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.functionNode()).contains(Path.of("/node"));
        assertThat(config.isolation()).isEqualTo(IsolationMode.REQUIRED);
        assertThat(config.isolationReads()).contains(List.of(Path.of("/opt/models"), Path.of("/opt/tools")));
        assertThat(config.stopBound()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.gateway().body().asLongValue()).isEqualTo(1L << 20);
        assertThat(config.gateway().defaultTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.gateway().maxTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.gateway().connections()).isEqualTo(100);
        assertThat(config.gateway().payloads().map(MemorySize::asLongValue)).contains(64L << 20);
        assertThat(config.gateway().clientTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.router().depth()).isEqualTo(3);
        assertThat(config.router().steps()).isEqualTo(4);
        assertThat(config.results().memory().asLongValue()).isZero();
        assertThat(config.warmup().mode()).isEqualTo(WarmupMode.SHADOW);
        assertThat(config.warmup().tau()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.warmup().memory().map(MemorySize::asLongValue)).contains(1L << 30);
        assertThat(config.warmup().startsPerMinute()).isEqualTo(7);
        assertThat(config.data().transfers()).isEqualTo(3);
        assertThat(config.data().store()).isEqualTo(DataStoreKind.S3);
        assertThat(config.data().s3Endpoint()).contains(URI.create("http://127.0.0.1:9000"));
        assertThat(config.data().s3Region()).isEqualTo("eu-west-1");
        assertThat(config.data().s3Bucket()).contains("box");
        assertThat(config.data().s3Prefix()).contains("sluice");
        assertThat(config.data().s3AccessKey()).contains("id");
        assertThat(config.data().s3SecretKey()).contains("hush");
        assertThat(config.data().s3PathStyle()).contains(false);
        assertThat(config.warmup().recording()).isZero();
    }

    @Test
    void names_areTheseAndNoOthers() {
        Set<String> names = new TreeSet<>();
        for (var method : SluiceConfig.class.getMethods()) {
            names.add(method.getName());
        }

        assertThat(names)
                .containsExactly(
                        "adminKeyFile",
                        "data",
                        "forks",
                        "functionAot",
                        "functionJavaHome",
                        "functionNode",
                        "functionPython",
                        "gateway",
                        "home",
                        "host",
                        "isolation",
                        "isolationReads",
                        "memoryBudget",
                        "payload",
                        "pipelines",
                        "port",
                        "results",
                        "router",
                        "stopBound",
                        "warmup");
    }
}
