package io.sluice;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.sluice.router.Router;
import java.time.Clock;
import java.time.InstantSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The shape of the runtime: its packages stand in rows, and arrows go down. */
final class ArchitectureTest {

    /** The runtime's own classes, wherever those of its sibling modules come from. */
    private static final JavaClasses RUNTIME = new ClassFileImporter()
            .importUrl(Router.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void rows_useRowsBelowThemOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("boot")
                .definedBy("io.sluice.boot..")
                .layer("edge")
                .definedBy("io.sluice.gateway..", "io.sluice.dashboard..")
                .layer("control")
                .definedBy("io.sluice.warmup..", "io.sluice.deploy..", "io.sluice.algorithms..", "io.sluice.training..")
                .layer("flow")
                .definedBy("io.sluice.router..")
                .layer("work")
                .definedBy("io.sluice.pool..", "io.sluice.pipeline..", "io.sluice.prepare..")
                .layer("state")
                .definedBy(
                        "io.sluice.state..",
                        "io.sluice.accounts..",
                        "io.sluice.registry..",
                        "io.sluice.results..",
                        "io.sluice.sandbox..",
                        "io.sluice.data..",
                        "io.sluice.spool..")
                .whereLayer("boot")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("edge")
                .mayOnlyBeAccessedByLayers("boot")
                .whereLayer("control")
                .mayOnlyBeAccessedByLayers("boot", "edge")
                .whereLayer("flow")
                .mayOnlyBeAccessedByLayers("boot", "edge", "control")
                .whereLayer("work")
                .mayOnlyBeAccessedByLayers("boot", "edge", "control", "flow")
                .ensureAllClassesAreContainedInArchitecture()
                .check(RUNTIME);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.sluice.(**)").should().beFreeOfCycles().check(RUNTIME);
    }

    @Test
    void packages_areNullMarkedAndSaidWhatTheyAreFor() {
        assertThat(RUNTIME.stream().map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allSatisfy(ArchitectureTest::requireNullMarked);
    }

    private static void requireNullMarked(JavaPackage it) {
        assertThat(it.tryGetAnnotationOfType(NullMarked.class))
                .as("@NullMarked in the package-info of %s", it.getName())
                .isPresent();
    }

    @Test
    void infinispan_isBehindClassesThatAreNamedAfterIt() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\bInfinispan\\w*(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.infinispan..")
                .check(RUNTIME);
    }

    @Test
    void caffeine_isBehindClassesThatAreNamedAfterIt() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\bCaffeine\\w*(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.benmanes..")
                .check(RUNTIME);
    }

    @Test
    void s3_isBehindClassesThatAreNamedAfterIt() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\bS3\\w*(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(RUNTIME);
    }

    @Test
    void commandLine_isNoneOfTheRuntimesBusiness() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "io.sluice.cli..")
                .check(RUNTIME);
    }

    @Test
    void theJdksOwnInsides_areSeenByBootOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.boot..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun..", "sun..", "jdk..")
                .check(RUNTIME);
    }

    @Test
    void clocks_areReadByBootOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.boot..")
                .should()
                .accessTargetWhere(describe("a clock is read", ArchitectureTest::readsClock))
                .because("time is an argument")
                .check(RUNTIME);
    }

    private static boolean readsClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        return switch (access.getName()) {
            case "currentTimeMillis", "nanoTime" -> owner.isEquivalentTo(System.class);
            case "now" -> owner.getPackageName().equals("java.time");
            case "system", "systemUTC", "systemDefaultZone" ->
                owner.isEquivalentTo(InstantSource.class) || owner.isEquivalentTo(Clock.class);
            default -> false;
        };
    }

    @Test
    void nothing_sleeps() {
        noClasses()
                .should()
                .accessTargetWhere(describe(
                        "a thread sleeps",
                        access -> access.getTargetOwner().isEquivalentTo(Thread.class)
                                && access.getName().equals("sleep")))
                .check(RUNTIME);
    }

    @Test
    void managementResources_areSeenByJaxRsOnly() {
        classes()
                .that()
                .resideInAPackage("io.sluice.gateway.management..")
                .and()
                .arePublic()
                .should()
                .beInterfaces()
                .because("what others may touch is what they implement")
                .check(RUNTIME);
    }

    @Test
    void publicClasses_areFinalOrAbstract() {
        classes()
                .that()
                .arePublic()
                .and()
                .areNotEnums()
                .and()
                .areNotAnnotatedWith(QuarkusMain.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .haveModifier(JavaModifier.ABSTRACT)
                .check(RUNTIME);
    }
}
