package org.anode.schema;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.anode.schema.engine.NativeLibrary;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What this module may use. */
class SchemaRulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(NativeLibrary.class.getProtectionDomain().getCodeSource().getLocation());

    private static void check(ArchRule rule) {
        assertTrue(CLASSES.size() > 50, "the classes were found");
        rule.check(CLASSES);
    }

    @Test
    @DisplayName("only the engine sees Automerge")
    void automerge() {
        check(noClasses()
                .that(not(resideInAnyPackage("org.anode.schema.engine", "org.automerge")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.automerge..")));
    }

    @Test
    @DisplayName("no I/O but the unpacking of the native library")
    void noIo() {
        check(noClasses()
                .that(not(belongToAnyOf(NativeLibrary.class)).and(not(resideInAPackage("org.automerge"))))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.nio.channels..")
                                .and(not(belongToAnyOf(ByteArrayOutputStream.class)))
                                .and(not(belongToAnyOf(java.io.Serializable.class)))));
    }

    @Test
    @DisplayName("no threads, timers or locks, no clock")
    void noThreads() {
        check(noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.util.concurrent", "java.util.concurrent.locks")));
        check(noClasses().should().callConstructor(Thread.class, Runnable.class));
        check(noClasses().should().callMethod(Thread.class, "start"));
        check(noClasses().should().callMethod(System.class, "currentTimeMillis"));
        check(noClasses().should().callMethod(System.class, "nanoTime"));
        check(noClasses().should().callMethod(java.time.Instant.class, "now"));
    }

    @Test
    @DisplayName("this module sees no other of ours")
    void noNeighbours() {
        check(noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.anode..").and(not(resideInAPackage("org.anode.schema..")))));
    }

    @Test
    @DisplayName("every test class has a name that surefire or failsafe knows")
    void testNames() throws IOException {
        var marker = Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory|ArchTest)\\b");
        var root = Path.of(System.getProperty("basedir", System.getProperty("user.dir")), "src/test/java");
        try (var files = Files.walk(root)) {
            var unknown = files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f ->
                            !f.toString().endsWith("Test.java") && !f.toString().endsWith("IT.java"))
                    .filter(f -> marker.matcher(text(f)).find())
                    .toList();
            assertEquals(List.of(), unknown);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
