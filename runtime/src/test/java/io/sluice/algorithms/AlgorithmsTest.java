package io.sluice.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.accounts.Accounts;
import io.sluice.accounts.Caller;
import io.sluice.accounts.Rights;
import io.sluice.accounts.Role;
import io.sluice.contract.FunctionName;
import io.sluice.manifest.Callability;
import io.sluice.manifest.SourceVisibility;
import io.sluice.prepare.Tools;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionVersion;
import io.sluice.sandbox.Isolation;
import io.sluice.state.InMemoryStateTable;
import io.sluice.testing.Samples;
import io.sluice.testing.SmallRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlgorithmsTest {

    private static final FunctionName SHOUT = FunctionName.parse("acme/Shout");
    private static final Caller FOUNDER = new Caller("founder", Rights.OWN, Set.of("acme"));
    private static final Caller MEMBER = new Caller("member", Rights.OWN, Set.of("acme"));
    private static final Permissions NOTHING = new Permissions(null, null, null, null);
    private static final Permissions PUBLIC = new Permissions(Callability.PUBLIC, null, null, null);

    @TempDir
    private Path temp;

    private final InMemoryStateTable algorithmTable = new InMemoryStateTable();
    private final InMemoryStateTable buildTable = new InMemoryStateTable();
    private Instant now = Samples.THEN;

    private @Nullable World opened;

    /** What the tests need, made anew for each. */
    private record World(SmallRuntime runtime, Repositories repositories, Accounts accounts, Algorithms algorithms) {}

    @BeforeEach
    void open() {
        Accounts accounts =
                new Accounts(new InMemoryStateTable(), new InMemoryStateTable(), InstantSource.fixed(Samples.THEN));
        accounts.addOrganisation("acme", "", "", "basic", "founder");
        accounts.update(accounts.organisation("acme").orElseThrow().with("member", Role.MEMBER));
        SmallRuntime runtime = new SmallRuntime(temp.resolve("packages"));
        Repositories repositories = new Repositories(temp.resolve("git"), CheckOutLimits.DEFAULT);
        opened = new World(runtime, repositories, accounts, algorithms(runtime, repositories, accounts));
    }

    private Algorithms algorithms(SmallRuntime runtime, Repositories repositories, Accounts accounts) {
        Path java = Path.of(System.getProperty("java.home"));
        return Algorithms.of(
                new AlgorithmStore(algorithmTable, buildTable),
                repositories,
                new BuildSettings(temp.resolve("builds"), java, Map.of("PATH", "/usr/bin:/bin"), Duration.ofMinutes(1)),
                new Tools(Isolation.off()),
                runtime.deployments,
                runtime.registry,
                accounts,
                () -> now = now.plusMillis(1));
    }

    @AfterEach
    void close() {
        world().runtime().close();
    }

    private World world() {
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        return opened;
    }

    private Algorithms algorithms() {
        return world().algorithms();
    }

    private Algorithm create() {
        return algorithms().create(MEMBER, new NewAlgorithm(SHOUT, "Shout", "", "", Language.PYTHON, null, NOTHING));
    }

    private void commit(Algorithm algorithm, String source) throws IOException {
        Map<String, String> files = new TreeMap<>(Template.of(Language.PYTHON, "acme", "Shout"));
        files.put("src/Shout.py", source);
        Commits.to(world().repositories(), algorithm, files);
    }

    private FunctionVersion publish(Caller caller, Algorithm algorithm, VersionStep step, Permissions permissions) {
        return algorithms()
                .publish(caller, algorithm, new Publication(step, null, permissions, AlgorithmBuild.Notes.NONE));
    }

    private FunctionRecord function() {
        return world().runtime().registry.find(SHOUT).orElseThrow();
    }

    @Test
    void create_template_isBuiltUnderItsCommitAndPrivate() {
        Algorithm made = create();

        AlgorithmBuild build = algorithms().builds(made).getFirst();
        assertThat(build.status()).as(build.log()).isEqualTo(AlgorithmBuild.Status.SUCCEEDED);
        assertThat(function().id()).isEqualTo(made.id());
        assertThat(function().builds()).containsOnlyKeys(build.commit());
        assertThat(function().latest().isPublic()).isFalse();
        assertThat(function().latest().packageDigest()).isNotEqualTo(build.commit());
    }

    @Test
    void create_keyWithoutTheRightToManage_isRefused() {
        Caller caller = new Caller("member", Rights.NONE, Set.of("acme"));

        assertThatThrownBy(() -> algorithms()
                        .create(caller, new NewAlgorithm(SHOUT, "", "", "", Language.PYTHON, null, NOTHING)))
                .isInstanceOf(AlgorithmFailure.class)
                .hasMessageContaining("may not manage algorithms of 'acme' with this key");
    }

    @Test
    void compile_sourceThatIsBuilt_isNotBuiltAgain() throws IOException {
        Algorithm made = create();
        FunctionVersion again = algorithms().compile(MEMBER, made);
        assertThat(algorithms().builds(made)).hasSize(1);

        commit(made, "def apply(input):\n    return input\n");
        FunctionVersion other = algorithms().compile(MEMBER, made);

        assertThat(other.build()).isNotEqualTo(again.build());
        assertThat(algorithms().builds(made)).hasSize(2);
        assertThat(function().builds()).containsOnlyKeys(again.build(), other.build());
    }

    @Test
    void compile_sourceThatCantBeBuilt_saysWhyAndIsRemembered() throws IOException {
        Algorithm made = create();
        Commits.to(world().repositories(), made, Map.of("README", "nothing else"));

        assertThatThrownBy(() -> algorithms().compile(MEMBER, made))
                .isInstanceOf(AlgorithmFailure.class)
                .hasMessageContaining("neither algorithmia.conf nor sluice.yaml");
        assertThat(algorithms().builds(made).getFirst().status()).isEqualTo(AlgorithmBuild.Status.FAILED);
        assertThat(function().builds()).hasSize(1);
    }

    @Test
    void compile_ownCommandThatFails_showsWhatItWrote() throws IOException {
        Algorithm made = create();
        Commits.to(
                world().repositories(),
                made,
                Map.of("sluice.yaml", "name: acme/Shout\nruntime: python\npackage: .\nbuild: echo no luck; exit 3\n"));

        assertThatThrownBy(() -> algorithms().compile(MEMBER, made))
                .hasMessageContaining("no luck\n")
                .hasMessageContaining("exit code 3");
    }

    @Test
    void compile_manifestOfAnotherFunction_isRefused() throws IOException {
        Algorithm made = create();
        Commits.to(
                world().repositories(),
                made,
                Map.of("sluice.yaml", "name: acme/Other\nruntime: python\npackage: .\n", "other.py", ""));

        assertThatThrownBy(() -> algorithms().compile(MEMBER, made))
                .hasMessageContaining("must be that of 'acme/Shout'");
    }

    @Test
    void publish_build_isThatBuildUnderANumber() {
        Algorithm made = create();
        String hash = algorithms().builds(made).getFirst().commit();

        FunctionVersion version = publish(MEMBER, made, VersionStep.MINOR, NOTHING);

        assertThat(version).hasToString("acme/Shout@0.1.0");
        assertThat(version.build()).isEqualTo(hash);
        assertThat(function().builds()).isEmpty();
        assertThatThrownBy(() -> publish(MEMBER, made, VersionStep.MINOR, NOTHING))
                .hasMessageContaining("is published already");
    }

    @Test
    void publish_forEverybody_isForAdministratorsOfTheOrganisation() {
        Algorithm made = create();

        assertThatThrownBy(() -> publish(MEMBER, made, VersionStep.MAJOR, PUBLIC))
                .hasMessageContaining("no administrator of 'acme'");
        assertThat(publish(FOUNDER, made, VersionStep.MAJOR, PUBLIC)).hasToString("acme/Shout@1.0.0");
        assertThat(function().latest().isPublic()).isTrue();
    }

    @Test
    void publish_minorAfterAMajor_inheritsWhatTheMajorMay() throws IOException {
        Algorithm made = create();
        publish(FOUNDER, made, VersionStep.MAJOR, PUBLIC);
        Algorithm changed = algorithms()
                .update(
                        MEMBER,
                        made,
                        new AlgorithmChange(
                                null,
                                null,
                                null,
                                License.MIT,
                                new Permissions(Callability.PUBLIC, false, null, SourceVisibility.OPEN)));
        commit(made, "def apply(input):\n    return 2\n");
        algorithms().compile(MEMBER, changed);

        FunctionVersion minor = publish(FOUNDER, changed, VersionStep.MINOR, NOTHING);
        commit(made, "def apply(input):\n    return 3\n");
        algorithms().compile(MEMBER, changed);
        FunctionVersion major = publish(FOUNDER, changed, VersionStep.MAJOR, NOTHING);

        assertThat(minor).hasToString("acme/Shout@1.1.0");
        assertThat(minor.isPublic()).isTrue();
        assertThat(minor.settings().callsOthers()).isTrue();
        assertThat(minor.settings().source()).isEqualTo(SourceVisibility.CLOSED);
        assertThat(major).hasToString("acme/Shout@2.0.0");
        assertThat(major.settings().callsOthers()).isFalse();
        assertThat(major.settings().source()).isEqualTo(SourceVisibility.OPEN);
    }

    @Test
    void publish_lastBuildThatIsPublished_doesNotGoBackToAnOlderOne() throws IOException {
        Algorithm made = create();
        commit(made, "def apply(input):\n    return 2\n");
        algorithms().compile(MEMBER, made);
        publish(MEMBER, made, VersionStep.MINOR, NOTHING);

        assertThat(function().builds()).hasSize(1);
        assertThatThrownBy(() -> publish(MEMBER, made, VersionStep.MINOR, NOTHING))
                .isInstanceOf(AlgorithmFailure.class);
    }

    @Test
    void delete_publishedForEverybody_isForAdministratorsOnly() {
        Algorithm made = create();
        publish(FOUNDER, made, VersionStep.MAJOR, PUBLIC);

        assertThatThrownBy(() -> algorithms().delete(FOUNDER, made)).hasMessageContaining("others may depend on");
        algorithms().delete(new Caller("root", true), made);

        assertThat(algorithms().find(SHOUT)).isEmpty();
        assertThat(world().runtime().registry.find(SHOUT)).isEmpty();
        assertThat(algorithmTable.load()).isEmpty();
        assertThat(buildTable.load()).isEmpty();
    }

    @Test
    void restart_knowsAlgorithmsAndBuilds() {
        Algorithm made = create();

        Algorithms later = algorithms(world().runtime(), world().repositories(), world().accounts());

        assertThat(later.find(FunctionName.parse("ACME/shout"))).contains(made);
        assertThat(later.findById(made.id())).contains(made);
        assertThat(later.builds(made)).isEqualTo(algorithms().builds(made));
    }

    @Test
    void functionDeployedAsAPackage_isAnAlgorithmWithoutARepository() {
        world().runtime().add("acme/packed");
        Algorithm packed = algorithms().find(FunctionName.parse("acme/packed")).orElseThrow();

        assertThat(algorithms().ofOwner("ACME")).containsExactly(packed);
        assertThatThrownBy(() -> algorithms().compile(MEMBER, packed)).hasMessageContaining("deploy it again");
        assertThat(List.of(
                        algorithms().hasSource(packed),
                        algorithms().builds(packed).isEmpty()))
                .containsExactly(false, true);
    }
}
