package io.sluice.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PackagesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sluice.cli");

    @Test
    void packages_dependOnEachOther_withoutCycles() {
        slices().matching("io.sluice.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void predictor_isKnownToWhatReplaysTracesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.cli.simulate")
                .and()
                .doNotHaveSimpleName("SimulateCommand")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.sluice.predictor..")
                .check(CLASSES);
    }

    @Test
    void modules_areThoseThatTheArchitectureNames() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.sluice..")
                        .and(resideOutsideOfPackages(
                                "io.sluice.cli..",
                                "io.sluice.contract..",
                                "io.sluice.manifest..",
                                "io.sluice.predictor..")))
                .check(CLASSES);
    }
}
