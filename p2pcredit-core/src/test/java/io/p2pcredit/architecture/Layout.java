package io.p2pcredit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which package may know which, among the packages under one root.
 *
 * @param root the package of the façade
 */
record Layout(String root) {
    ArchRule trustlineKnowsNothingOfOurs() {
        return knowsOnly(".trustline..", ".trustline..");
    }

    /** No input or output, threads, clock, random source or logger. */
    ArchRule trustlineIsPure() {
        return noClasses()
                .that(in(".trustline.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.util.concurrent..",
                                "java.io..",
                                "java.net..",
                                "java.nio.file..",
                                "java.nio.channels..",
                                "java.sql..",
                                "org.slf4j..",
                                "java.util.logging..")
                        .or(Outside.SOURCES));
    }

    ArchRule messagesKnowTheTrustline() {
        return knowsOnly(".message..", ".message..", ".trustline..");
    }

    ArchRule plugPointsKnowMessagesAndTheTrustline() {
        return knowsOnly(".spi..", ".spi..", ".message..", ".trustline..");
    }

    ArchRule facadeKnowsPlugPointsAndTheTrustline() {
        return noClasses()
                .that(in("").and(not(theBuilder())))
                .should()
                .dependOnClassesThat(ours().and(not(in("", ".spi..", ".trustline.."))));
    }

    ArchRule adaptersKnowPlugPointsMessagesAndTheTrustline() {
        return noClasses()
                .that(in(".inmemory..", ".keyfile..", ".store.."))
                .should()
                .dependOnClassesThat(ours().and(not(
                        in(".inmemory..", ".keyfile..", ".store..", ".spi..", ".message..", ".trustline.."))));
    }

    ArchRule internalsAreKnownToTheBuilderAlone() {
        return noClasses()
                .that(not(in(".internal..")).and(not(theBuilder())))
                .should()
                .dependOnClassesThat(in(".internal.."));
    }

    ArchRule builderKnowsTheAssemblyAlone() {
        return noClasses()
                .that(theBuilder())
                .should()
                .dependOnClassesThat(in(".internal..")
                        .and(not(outermost(".internal.Assembly")))
                        .and(not(outermost(".internal.NodeParts"))));
    }

    /** The in-memory network is exempt with its threads: it stands for other machines. */
    ArchRule worldOutsideComesFromTheEnvironmentAlone() {
        return noClasses()
                .that(not(outermost(".spi.SystemEnvironment")).and(not(outermost(".inmemory.InMemoryNetwork"))))
                .should()
                .accessTargetWhere(Outside.CALLS)
                .orShould()
                .dependOnClassesThat(Outside.SOURCES);
    }

    ArchRule exportedSignaturesAreOfThePlatformAndOurs(Set<String> exported) {
        return classes()
                .that(resideInAnyPackage(exported.toArray(String[]::new)))
                .should(new ForeignTypes(root));
    }

    /**
     * The façade is left out, since its builder calls the assembly, and so is what the assembly knows: it is there to
     * put everything together. The rules above bound both.
     */
    ArchRule packagesHaveNoCycles() {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(outermost(".internal.Assembly"), alwaysTrue());
    }

    ArchRule internalPackagesHaveAtMost(int files) {
        return classes().that(in(".internal..")).should(new FewFiles(files));
    }

    /** What is published as a test-jar sees no more than its users do. */
    ArchRule suitesKnowExportedPackagesAlone(Set<String> exported) {
        return noClasses()
                .that(in(".contract..", ".simulation.."))
                .should()
                .dependOnClassesThat(ours().and(not(in(".contract..", ".simulation..")))
                        .and(not(resideInAnyPackage(exported.toArray(String[]::new)))));
    }

    private ArchRule knowsOnly(String who, String... known) {
        return noClasses().that(in(who)).should().dependOnClassesThat(ours().and(not(in(known))));
    }

    private DescribedPredicate<JavaClass> ours() {
        return resideInAPackage(root + "..");
    }

    private DescribedPredicate<JavaClass> theBuilder() {
        return outermost(".CreditNodeBuilder");
    }

    private DescribedPredicate<JavaClass> outermost(String type) {
        return belongTo(name(root + type));
    }

    private DescribedPredicate<JavaClass> in(String... packages) {
        return resideInAnyPackage(Stream.of(packages).map(root::concat).toArray(String[]::new));
    }
}
