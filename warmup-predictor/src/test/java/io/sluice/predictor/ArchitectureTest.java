package io.sluice.predictor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A library without a framework, and without a clock of its own. */
final class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice.predictor");

    @Test
    void module_needsJavaAndJcToolsOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "org.jctools..", "io.sluice.predictor..", "")
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
