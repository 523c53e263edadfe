package io.sluice.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What crosses a process boundary brings nothing along. */
final class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice.contract");

    @Test
    void module_needsJavaOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.sluice.contract..", "")
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
