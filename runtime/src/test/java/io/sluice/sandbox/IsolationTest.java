package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.sandbox.Isolation.Confined;
import io.sluice.sandbox.NetworkReach.Host;
import io.sluice.sandbox.NetworkReach.OnlyPort;
import io.sluice.sandbox.NetworkReach.Served;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is started in place of a command; {@code IsolationIT} tries what it comes to. */
final class IsolationTest {

    private static final SessionWords SESSION =
            new SessionWords(Optional.of(Path.of("/usr/bin/setsid")), Optional.of(Path.of("/usr/bin/setpriv")));
    private static final Path FOLDER = Path.of("/home/scratch/i-1");

    private static Isolation bubblewrap(Optional<String> networkHindrance) {
        NetworkGate gate = new NetworkGate(Optional.of(Path.of("/usr/bin/socat")));
        Bubblewrap bubblewrap =
                new Bubblewrap(Path.of("/usr/bin/bwrap"), false, List.of("--ro-bind", "/usr", "/usr"), List.of(), gate);
        return Isolation.by(IsolationMode.AUTO, SESSION, bubblewrap, networkHindrance);
    }

    private static Confinement confinement(NetworkReach network) {
        return new Confinement(
                FOLDER, List.of(Path.of("/home/package"), Path.of("/usr/lib/jvm")), List.of(FOLDER), network);
    }

    private static OnlyPort onlyPort() {
        return new OnlyPort(4711, Path.of("/run/inner"), Optional.of(new Served(8080, Path.of("/run/i-1/s"))));
    }

    @Test
    void command_isGivenItsFoldersAndNoCapabilities() {
        Confined confined = bubblewrap(Optional.empty())
                .confine(List.of("/usr/bin/node", "main.js"), confinement(new Host()), Map.of("A", "b"));

        assertThat(confined.words()).startsWith("/usr/bin/setsid", "/usr/bin/bwrap", "--die-with-parent");
        assertThat(confined.words()).containsSequence("--unshare-user", "--uid", "65534", "--gid", "65534");
        assertThat(confined.words()).containsSequence("--ro-bind-try", "/home/package", "/home/package");
        assertThat(confined.words()).containsSequence("--bind", FOLDER.toString(), FOLDER.toString());
        assertThat(confined.words()).endsWith("--", "/usr/bin/node", "main.js").doesNotContain("--unshare-net");
        assertThat(confined.environment()).isEqualTo(Map.of("A", "b"));
    }

    @Test
    void whatLiesAmongTheSystemsFiles_isNotShownTwice() {
        assertThat(bubblewrap(Optional.empty())
                        .confine(List.of("/bin/true"), confinement(new Host()), Map.of())
                        .words())
                .doesNotContain("/usr/lib/jvm");
    }

    @Test
    void variablesThatLoadThings_areSetInsideOnly_andNoOthersShowAmongTheArguments() {
        Confined confined = bubblewrap(Optional.empty())
                .confine(
                        List.of("/bin/true"),
                        confinement(new Host()),
                        Map.of("LD_PRELOAD", "/evil.so", "TOKEN", "secret"));

        assertThat(confined.words())
                .containsSequence("--setenv", "LD_PRELOAD", "/evil.so")
                .doesNotContain("secret");
        assertThat(confined.environment()).containsOnlyKeys("TOKEN");
    }

    @Test
    void isolatedNetwork_isANamespaceWithOnePortThatLeadsOut() {
        List<String> words = bubblewrap(Optional.empty())
                .confine(List.of("/bin/true"), confinement(onlyPort()), Map.of())
                .words();

        assertThat(words).contains("--unshare-net");
        assertThat(words)
                .containsSequence("/usr/bin/socat", "4711", "/run/inner", "8080", "/run/i-1/s", ":1267 ", "/bin/true");
    }

    @Test
    void isolatedNetwork_whereItCannotBe_isRefusedWithTheReason() {
        Isolation isolation = bubblewrap(Optional.of("there is no program socat"));

        assertThatThrownBy(() -> isolation.confine(List.of("/bin/true"), confinement(onlyPort()), Map.of()))
                .isInstanceOf(IsolationUnavailable.class)
                .hasMessageContaining("there is no program socat");
    }

    @Test
    void nothingThere_auto_startsTheCommandInASessionOfItsOwn() {
        Isolation isolation = Isolation.none(IsolationMode.AUTO, SESSION, "no bwrap");

        assertThat(isolation.confine(List.of("/bin/true"), confinement(new Host()), Map.of("LD_X", "1")))
                .isEqualTo(new Confined(
                        List.of("/usr/bin/setsid", "/usr/bin/setpriv", "--pdeathsig", "KILL", "--", "/bin/true"),
                        Map.of("LD_X", "1")));
        assertThat(isolation.hindrance()).contains("no bwrap");
    }

    @Test
    void nothingThere_required_isRefusedWithReasonAndRemedy() {
        Isolation isolation = Isolation.none(IsolationMode.REQUIRED, SESSION, "there is no program bwrap");

        assertThatThrownBy(() -> isolation.confine(List.of("/bin/true"), confinement(new Host()), Map.of()))
                .isInstanceOf(IsolationUnavailable.class)
                .hasMessageContaining("sluice.isolation is required, but there is no program bwrap")
                .hasMessageContaining("install bubblewrap");
    }
}
