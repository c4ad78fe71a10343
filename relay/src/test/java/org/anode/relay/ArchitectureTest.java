package org.anode.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.anode");

    /** What decides, without sockets and clocks. */
    private static final String RULES =
            "Visit|AuthRules|Rooms|Room|Member|TokenBucket|RunningClock|AddressLimits|AddressKey|HalfOpen|Reconnect";

    @Test
    void theRelayNeedsNettyAndTheJdkAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.anode.relay..", "io.netty..", "java..", "javax.net.ssl..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void theProtocolKnowsNeitherSideNorNetty() {
        noClasses()
                .that()
                .resideInAPackage("..relay.wire..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..relay.server..", "..relay.client..", "io.netty..", "java.io..", "java.net..")
                .check(CLASSES);
    }

    @Test
    void clientAndServerDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("..relay.client..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..relay.server..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..relay.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..relay.client..")
                .check(CLASSES);
    }

    @Test
    void whatDecidesDoesNoInputOrOutputAndReadsNoClock() {
        noClasses()
                .that()
                .haveNameMatching("org\\.anode\\.relay\\.(server|client)\\.(" + RULES + ")")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "java.io..", "java.nio.channels..", "java.util.concurrent..")
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
                .resideInAnyPackage("..relay.wire", "..relay.server", "..relay.client")
                .check(CLASSES);
    }
}
