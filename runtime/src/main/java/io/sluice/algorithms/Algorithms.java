package io.sluice.algorithms;

import io.sluice.accounts.Accounts;
import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import io.sluice.deploy.Deployments;
import io.sluice.manifest.Callability;
import io.sluice.prepare.Tools;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.VersionSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes, builds, publishes and removes algorithms. A function that was deployed as a package is an algorithm too,
 * one without a repository. Methods that change something block: call them from virtual threads.
 */
public final class Algorithms {

    private final AlgorithmStore store;
    private final Repositories repositories;
    private final Builds builds;
    private final Deployments deployments;
    private final FunctionRegistry registry;
    private final Ownership ownership;
    private final InstantSource clock;

    private Algorithms(
            AlgorithmStore store,
            Repositories repositories,
            Builds builds,
            Deployments deployments,
            FunctionRegistry registry,
            Ownership ownership,
            InstantSource clock) {
        this.store = store;
        this.repositories = repositories;
        this.builds = builds;
        this.deployments = deployments;
        this.registry = registry;
        this.ownership = ownership;
        this.clock = clock;
    }

    /** What is in the store, built as the settings say. */
    public static Algorithms of(
            AlgorithmStore store,
            Repositories repositories,
            BuildSettings settings,
            Tools tools,
            Deployments deployments,
            FunctionRegistry registry,
            Accounts accounts,
            InstantSource clock) {
        BuildCommand command = new BuildCommand(tools, settings);
        Builds builds =
                new Builds(repositories, new SourceBuild(command), deployments, store, settings.folder(), clock);
        return new Algorithms(store, repositories, builds, deployments, registry, new Ownership(accounts), clock);
    }

    /** What new algorithms of a language begin with: content by path, {@code __ALGO__} and {@code __USERNAME__} for its name. */
    public static Map<String, String> template(Language language) {
        return Template.of(language, "__USERNAME__", "__ALGO__");
    }

    public Optional<Algorithm> find(FunctionName name) {
        return store.find(name).or(() -> registry.find(name).map(Algorithm::of));
    }

    public Optional<Algorithm> findById(UUID id) {
        return store.findById(id).or(() -> registry.findById(id).flatMap(this::find));
    }

    /** Every algorithm of an owner, by name. */
    public List<Algorithm> ofOwner(String owner) {
        List<Algorithm> found = new ArrayList<>(store.all());
        registry.all().stream()
                .filter(function -> store.find(function.name()).isEmpty())
                .map(Algorithm::of)
                .forEach(found::add);
        return found.stream()
                .filter(algorithm -> algorithm.name().owner().equalsIgnoreCase(owner))
                .sorted(Comparator.comparing(Algorithm::name))
                .toList();
    }

    /** Whether there is a repository that it is built of. */
    public boolean hasSource(Algorithm algorithm) {
        return repositories.exists(algorithm.id());
    }

    /** Its builds, newest first. */
    public List<AlgorithmBuild> builds(Algorithm algorithm) {
        return store.builds(algorithm.id());
    }

    /** Its last build of that commit, if it is remembered. */
    public Optional<AlgorithmBuild> buildOf(Algorithm algorithm, String commit) {
        return builds(algorithm).stream()
                .filter(build -> build.commit().equals(commit))
                .findFirst();
    }

    /**
     * Makes an algorithm of its language's template and builds it; when that fails the algorithm is there nevertheless.
     *
     * @throws AlgorithmFailure when the name is taken or not one for that language, or the caller may not
     */
    public Algorithm create(Caller caller, NewAlgorithm wanted) {
        ownership.requireManager(caller, wanted.name());
        requireSourceName(wanted);
        VersionSettings permissions =
                wanted.permissions().applied(Permissions.INITIAL).with(Callability.PRIVATE);
        License license = wanted.license() == null ? License.APL : wanted.license();
        requireLicence(license, permissions);
        Algorithm algorithm = new Algorithm(
                UUID.randomUUID(),
                wanted.name(),
                wanted.label(),
                wanted.summary(),
                wanted.tagline(),
                wanted.language(),
                license,
                permissions,
                clock.instant());
        begin(algorithm, caller);
        build(algorithm, line -> {});
        return algorithm;
    }

    private synchronized void begin(Algorithm algorithm, Caller caller) {
        if (find(algorithm.name()).isPresent()) {
            throw new AlgorithmFailure(
                    AlgorithmFailure.Kind.NAME_TAKEN,
                    "there is an algorithm '" + algorithm.name() + "' already; names differ in more than case");
        }
        repositories.create(
                algorithm.id(),
                Template.of(
                        algorithm.language(),
                        algorithm.name().owner(),
                        algorithm.name().name()),
                caller.user(),
                clock.instant());
        store.put(algorithm);
    }

    private static void requireSourceName(NewAlgorithm wanted) {
        if (wanted.language() == Language.JAVA && !wanted.name().name().matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw invalid("the name of an algorithm in Java is that of its class: letters, digits and '_', was '"
                    + wanted.name().name() + "'");
        }
    }

    /** Changes what is said of an algorithm, and what its versions may do from the next major one on. */
    public synchronized Algorithm update(Caller caller, Algorithm algorithm, AlgorithmChange change) {
        ownership.requireManager(caller, algorithm.name());
        VersionSettings before = algorithm.permissions();
        VersionSettings permissions = change.permissions().applied(before).with(before.callability());
        License license = change.license() == null ? algorithm.license() : change.license();
        requireLicence(license, permissions);
        Algorithm changed = algorithm
                .described(
                        or(change.label(), algorithm.label()),
                        or(change.summary(), algorithm.summary()),
                        or(change.tagline(), algorithm.tagline()))
                .with(license, permissions);
        store.put(changed);
        return changed;
    }

    private static void requireLicence(License license, VersionSettings permissions) {
        if (!license.allows(permissions.source())) {
            throw invalid("source_visibility closed goes with license apl only, was '" + license.word()
                    + "'; open the source, or keep apl");
        }
    }

    /** Removes an algorithm with its repository and versions. What was published for everybody stays. */
    public synchronized void delete(Caller caller, Algorithm algorithm) {
        ownership.requireManager(caller, algorithm.name());
        boolean published = registry.find(algorithm.name()).stream()
                .flatMap(function -> function.versions().stream())
                .anyMatch(FunctionVersion::isPublic);
        if (published && !caller.administrator()) {
            throw Ownership.notAllowed("algorithm '" + algorithm.name()
                    + "' has versions that everybody may call, which others may depend on: only an administrator of"
                    + " this runtime removes it");
        }
        deployments.remove(algorithm.name(), null);
        store.remove(algorithm);
        repositories.delete(algorithm.id());
    }

    /**
     * Builds what the main branch is at, unless it is built already.
     *
     * @throws AlgorithmFailure when the build fails, with what its author should know
     */
    public FunctionVersion compile(Caller caller, Algorithm algorithm) {
        ownership.requireManager(caller, algorithm.name());
        AlgorithmBuild build = build(algorithm, line -> {});
        return built(algorithm, build.commit())
                .orElseThrow(() -> new AlgorithmFailure(AlgorithmFailure.Kind.BUILD_FAILED, build.log()));
    }

    /**
     * The same for a branch that was pushed.
     *
     * @param output told what the build writes, line by line
     */
    public AlgorithmBuild build(Algorithm algorithm, Consumer<String> output) {
        if (!hasSource(algorithm)) {
            throw invalid("algorithm '" + algorithm.name()
                    + "' was deployed as a package and has no repository to build; deploy it again instead");
        }
        String head = repositories
                .head(algorithm.id())
                .orElseThrow(() -> new AlgorithmFailure(
                        AlgorithmFailure.Kind.NO_SUCH_BUILD,
                        "algorithm '" + algorithm.name() + "' has nothing on its branch " + Repositories.MAIN));
        Optional<AlgorithmBuild> before = built(algorithm, head).flatMap(version -> buildOf(algorithm, head));
        return before.orElseGet(() -> builds.build(algorithm, head, output));
    }

    private Optional<FunctionVersion> built(Algorithm algorithm, String hash) {
        return registry.find(algorithm.name()).stream()
                .map(FunctionRecord::all)
                .flatMap(Collection::stream)
                .filter(version -> version.build().equals(hash))
                .findFirst();
    }

    /**
     * Makes a version of the last build that succeeded, or of a named one.
     *
     * @throws AlgorithmFailure when there is none, one was made of it already, or the caller may not
     */
    public synchronized FunctionVersion publish(Caller caller, Algorithm algorithm, Publication wanted) {
        ownership.requireManager(caller, algorithm.name());
        FunctionRecord function = registry.find(algorithm.name()).orElse(null);
        AlgorithmBuild build = published(algorithm, wanted);
        if (function == null || !function.builds().containsKey(build.commit())) {
            throw new AlgorithmFailure(
                    AlgorithmFailure.Kind.PUBLISHED_ALREADY,
                    "build " + build.commit() + " of '" + algorithm.name()
                            + "' is published already, or too old to be kept; build something new first");
        }
        FunctionVersion newest = function.versions().isEmpty()
                ? null
                : List.copyOf(function.versions()).getLast();
        VersionSettings settings = settings(algorithm, newest, wanted);
        ownership.requirePublisher(caller, algorithm.name(), settings.callability());
        SemanticVersion number = wanted.step().after(newest == null ? null : newest.version());
        FunctionVersion version = deployments.publish(algorithm.name(), build.commit(), number, settings);
        store.put(algorithm.id(), build.with(wanted.notes()));
        return version;
    }

    private AlgorithmBuild published(Algorithm algorithm, Publication wanted) {
        return builds(algorithm).stream()
                .filter(build -> build.status() == AlgorithmBuild.Status.SUCCEEDED)
                .filter(build -> wanted.hash() == null || wanted.hash().equals(build.commit()))
                .findFirst()
                .orElseThrow(() -> new AlgorithmFailure(
                        hasSource(algorithm)
                                ? AlgorithmFailure.Kind.NO_SUCH_BUILD
                                : AlgorithmFailure.Kind.PUBLISHED_ALREADY,
                        "algorithm '" + algorithm.name() + "' has no build that could be published; build it first"));
    }

    /** A minor version or a revision may do what the one before may: only who calls it is for each to say. */
    private static VersionSettings settings(Algorithm algorithm, @Nullable FunctionVersion newest, Publication wanted) {
        if (newest == null) {
            return wanted.permissions().applied(algorithm.permissions());
        }
        Callability before = newest.settings().callability();
        return wanted.step() == VersionStep.MAJOR
                ? wanted.permissions().applied(algorithm.permissions().with(before))
                : newest.settings().with(or(wanted.permissions().callability(), before));
    }

    private static <T> T or(@Nullable T changed, T before) {
        return changed == null ? before : changed;
    }

    private static AlgorithmFailure invalid(String message) {
        return new AlgorithmFailure(AlgorithmFailure.Kind.INVALID, message);
    }
}
