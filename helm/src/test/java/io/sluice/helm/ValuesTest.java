package io.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What values there are, and what the chart says of others. */
class ValuesTest {

    private static StandInCluster cluster;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `sluice\\.([a-z0-9.-]+)` \\|");

    /** What the chart sets itself, or takes from secrets only. */
    private static final Set<String> NOT_THE_USERS =
            Set.of("home", "host", "port", "admin-key-file", "data.s3-access-key", "data.s3-secret-key");

    @BeforeAll
    static void start() {
        cluster = new StandInCluster();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image.repositry=a|repositry",
                "replicas=3|replicas",
                "image.repository=|repository",
                "image.digest=sha256:12|digest",
                "image.pullPolicy=Sometimes|pullPolicy",
                "settings.memory=1G|memory",
                "settings.isolation=strict|isolation",
                "settings.gateway.body=10MB|body",
                "settings.warmup.tau=fast|tau",
                "settings.admin-key-file=/x|admin-key-file",
                "drainSeconds=long|drainSeconds",
                "drainSeconds=-1|drainSeconds",
                "persistence.enabled=yes|enabled",
                "persistence.size=large|size",
                "persistence.accessModes[0]=ReadOnlyMany|accessModes",
                "resources.limits.memory=much|memory",
                "service.port=0|port",
                "service.type=External|type",
                "ingress.hosts=x|hosts",
                "podSecurityContext.runAsUser=0|runAsUser",
                "podAnnotations.a=true|podAnnotations",
                "tolerations=all|tolerations",
                "httpRoute.enabled=true|httpRoute.parentRefs: name a gateway"
            })
    void value_thatIsWrong_isRefusedByItsName(String value, String named) {
        assertThatThrownBy(() -> Chart.render(value)).hasMessageContaining(named);
    }

    @Test
    void settings_areThoseThatTheRuntimeHas() throws IOException {
        List<String> known = new ArrayList<>();
        ChartDocumentation.leaves(ChartDocumentation.schema().at("/properties/settings"), "", known);

        List<String> runtimes =
                settings().filter(name -> !NOT_THE_USERS.contains(name)).toList();
        assertThat(runtimes).hasSizeGreaterThan(30);
        assertThat(known).containsExactlyInAnyOrderElementsOf(runtimes);
    }

    /** As the guide lists them, which another test compares with the runtime. */
    private static Stream<String> settings() throws IOException {
        return ROW.matcher(Files.readString(Path.of("../docs/guide/operating.md")))
                .results()
                .map(row -> row.group(1));
    }
}
