package io.sluice.predictor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A library without a framework, and without a clock of its own. */
final class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice.predictor");

    private static final String[] CORE = {"java..", "org.jspecify..", "org.jctools..", "io.sluice.predictor..", ""};

    @Test
    void core_needsJavaAndJcToolsOnly() {
        classes()
                .that()
                .resideOutsideOfPackages(
                        "io.sluice.predictor.trace.source",
                        "io.sluice.predictor.trace.json",
                        "io.sluice.predictor.trace.recording",
                        "io.sluice.predictor.report")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(CORE)
                .check(MODULE);
    }

    @Test
    void core_knowsNothingOfFilesAndPictures() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.sluice.predictor.trace",
                        "io.sluice.predictor.statistics",
                        "io.sluice.predictor.policy..",
                        "io.sluice.predictor.simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sluice.predictor.trace.*..", "io.sluice.predictor.report..")
                .check(MODULE);
    }

    @Test
    void readers_needTheirLibrariesOnly() {
        mayUse("io.sluice.predictor.trace.source", "de.siegmar.fastcsv..");
        mayUse("io.sluice.predictor.trace.json", "com.fasterxml.jackson.core..");
        mayUse("io.sluice.predictor.trace.recording", "com.fasterxml.jackson.core..");
        mayUse("io.sluice.predictor.report", "de.siegmar.fastcsv..", "org.jfree..", "javax.imageio..");
    }

    private static void mayUse(String where, String... libraries) {
        classes()
                .that()
                .resideInAPackage(where)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        Stream.concat(Stream.of(CORE), Stream.of(libraries)).toArray(String[]::new))
                .check(MODULE);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.sluice.(**)").should().beFreeOfCycles().check(MODULE);
    }

    @Test
    void packages_areNullMarked() {
        assertThat(MODULE.stream().map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.tryGetAnnotationOfType(NullMarked.class))
                        .as("@NullMarked in the package-info of %s", it.getName())
                        .isPresent());
    }
}
