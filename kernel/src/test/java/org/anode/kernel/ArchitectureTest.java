package org.anode.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.anode");

    @Test
    void onlyTheChildSeesGraalPy() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..kernel.child..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.graalvm..", "com.oracle.truffle..")
                .check(CLASSES);
    }

    @Test
    void theChildAndItsSupervisorShareFramesAndNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("..kernel.child..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..kernel.process..", "..kernel.image..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("..kernel.child..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..kernel.child..")
                .check(CLASSES);
    }

    @Test
    void framesAndTheSupervisionDoNoInputOrOutputAndReadNoClock() {
        noClasses()
                .that()
                .haveSimpleName("Supervision")
                .or()
                .haveSimpleName("FrameCodec")
                .or()
                .haveSimpleName("Death")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.net..", "java.nio.channels..", "java.nio.file..", "java.util.concurrent..")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void eachClassBelongsToAPackageOfThePlan() {
        classes()
                .should()
                .resideInAnyPackage(
                        "org.anode.kernel",
                        "..kernel.frame",
                        "..kernel.process",
                        "..kernel.child",
                        "..kernel.posix",
                        "..kernel.image")
                .check(CLASSES);
    }

    /** Surefire and failsafe pass over other names without a word. */
    @Test
    void everyFileThatHoldsTestsHasANameThatIsRun() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                var name = file.getFileName().toString();
                assertTrue(
                        name.endsWith("Test.java")
                                || name.endsWith("IT.java")
                                || !Files.readString(file).contains("@" + "Test"),
                        name);
            }
        }
    }
}
