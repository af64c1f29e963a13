package io.p2pcredit.fakechain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String EXPORTED = "io.p2pcredit.fakechain";
    private static final DescribedPredicate<JavaClass> FOREIGN = JavaClass.Predicates.resideInAnyPackage(
            "com.google..", "com.fasterxml..", "com.sun..", EXPORTED + ".internal..");

    private final JavaClasses classes = new ClassFileImporter().importPath(folderOf(FakechainServer.class));

    private static Path folderOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void showsNoForeignTypeToUsers() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage(EXPORTED)
                .should(new ArchCondition<>("name no foreign types") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        method.getAllInvolvedRawTypes().stream()
                                .filter(FOREIGN)
                                .forEach(type -> events.add(
                                        SimpleConditionEvent.violated(method, method + " names " + type.getName())));
                    }
                })
                .check(classes);
    }

    @Test
    void keepsTheLedgerApartFromHowItIsAsked() {
        noClasses()
                .that()
                .resideInAPackage("..internal.chain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..internal.http..", "..internal.json..", "..internal.client..", "com.fasterxml..", "com.sun..")
                .check(classes);
    }

    @Test
    void keepsClientAndServerApart() {
        noClasses()
                .that()
                .resideInAPackage("..internal.client..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..internal.http..", "..internal.chain..")
                .check(classes);
    }

    @Test
    void hasNoCyclesBetweenItsInnerPackages() {
        slices().matching("io.p2pcredit.fakechain.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
