package org.anode.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may use what inside the node. */
final class NodeArchitectureTest {
    private static final JavaClasses NODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.anode.node");

    /** Decisions, rules and codecs: no I/O, clock, randomness or thread. */
    private static final String[] PURE = {
        "org.anode.node.wire", "org.anode.node.replicate", "org.anode.node.share", "org.anode.node.text"
    };

    private static ArchRule only(String user, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(user)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    @Test
    void rocksdb_stops_at_the_store() {
        only("org.anode.node.store", "org.rocksdb..").check(NODE);
    }

    @Test
    void bouncy_castle_stops_at_identity() {
        only("org.anode.node.identity", "org.bouncycastle..").check(NODE);
    }

    @Test
    void netty_stops_at_the_servers() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.anode.node.control", "org.anode.node.page")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(NODE);
    }

    @Test
    void jgroups_stops_at_the_transport() {
        only("org.anode.node.transport", "org.jgroups..").check(NODE);
    }

    @Test
    void picocli_stops_at_the_command_line() {
        only("org.anode.node.cli", "picocli..").check(NODE);
    }

    @Test
    void python_and_automerge_are_out_of_reach() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.graalvm..", "com.oracle.truffle..", "org.automerge..")
                .check(NODE);
    }

    @Test
    void no_java_deserialisation() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(NODE);
    }

    @Test
    void no_reactive_futures() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.CompletableFuture")
                .check(NODE);
    }

    @Test
    void what_decides_is_pure() {
        var impure =
                DescribedPredicate.describe("do I/O, read clocks, draw randomness or start threads", this::isImpure);
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(impure)
                .check(NODE);
    }

    @Test
    void in_a_room_only_the_shell_does_anything() {
        var impure =
                DescribedPredicate.describe("do I/O, read clocks, draw randomness or start threads", this::isImpure);
        noClasses()
                .that()
                .resideInAPackage("org.anode.node.room")
                .and()
                .haveNameNotMatching(".*\\.PeerRoom(\\$.*)?")
                .should()
                .dependOnClassesThat(impure)
                .check(NODE);
    }

    private boolean isImpure(JavaClass type) {
        var name = type.getName();
        return name.startsWith("java.nio.file.")
                || name.startsWith("java.nio.channels.")
                || name.startsWith("java.net.")
                || name.startsWith("java.util.concurrent.")
                || List.of(
                                "java.io.File",
                                "java.io.FileInputStream",
                                "java.lang.System",
                                "java.lang.Thread",
                                "java.lang.ProcessBuilder",
                                "java.security.SecureRandom",
                                "java.time.Clock",
                                "java.util.Random",
                                "java.util.UUID")
                        .contains(name);
    }

    /** A file put in place without a sync of it and of its folder may be empty after a power loss. */
    @Test
    void files_are_put_in_place_by_those_who_sync_them() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.anode.node.folder")
                .and()
                .doNotHaveFullyQualifiedName("org.anode.node.AtomicFile")
                .should()
                .callMethod(Files.class, "move", Path.class, Path.class, CopyOption[].class)
                .check(NODE);
    }

    @Test
    void packages_below_the_node_form_no_circle() {
        slices().matching("org.anode.node.(*)..").should().beFreeOfCycles().check(NODE);
    }

    @Test
    void every_package_says_what_it_is() {
        for (var type : NODE) {
            var info = type.getPackage().tryGetPackageInfo();
            assertTrue(info.isPresent(), type.getPackageName() + " has no package-info.java");
            assertTrue(
                    info.get().isAnnotatedWith("org.jspecify.annotations.NullMarked"),
                    type.getPackageName() + " is not @NullMarked");
        }
    }

    /** Surefire passes over names it does not know, in silence. */
    @Test
    void every_test_class_has_a_name_that_is_run() throws IOException {
        try (var files = Files.walk(Path.of("src", "test", "java"))) {
            var strays = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(NodeArchitectureTest::holdsTests)
                    .map(file -> file.getFileName().toString())
                    .filter(name ->
                            !name.endsWith("Test.java") && !name.endsWith("IT.java") && !name.endsWith("Contract.java"))
                    .toList();
            assertEquals(List.of(), strays);
        }
    }

    private static boolean holdsTests(Path file) {
        try {
            return Files.readString(file).lines().anyMatch(line -> line.strip().equals("@Test"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
