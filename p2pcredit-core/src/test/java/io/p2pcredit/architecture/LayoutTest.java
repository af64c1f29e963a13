package io.p2pcredit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.p2pcredit.architecture.broken.internal.Worldly;
import io.p2pcredit.architecture.broken.spi.Telling;
import io.p2pcredit.architecture.broken.trustline.ImpureLine;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The layout of this module's packages; and that each rule of it notices what breaks it. */
class LayoutTest {
    private static final Set<String> EXPORTED = Compiled.exportedPackages();
    private static final Layout OURS = new Layout("io.p2pcredit");
    private static final Layout BROKEN = new Layout("io.p2pcredit.architecture.broken");
    private static final Set<String> BROKEN_EXPORTED = Set.of(BROKEN.root() + ".message", BROKEN.root() + ".spi");

    private static final JavaClasses BROKEN_CLASSES = Compiled.tests(BROKEN.root());

    @TestFactory
    Stream<DynamicTest> holds() {
        return Stream.concat(rules(), rulesOfNumbers())
                .map(rule -> DynamicTest.dynamicTest(
                        rule.claim, () -> rule.ours.allowEmptyShould(true).check(Compiled.MAIN)));
    }

    @TestFactory
    Stream<DynamicTest> noticesWhatBreaksIt() {
        return Stream.concat(rules(), rulesOfNumbers())
                .map(rule -> DynamicTest.dynamicTest(
                        rule.claim, () -> assertThat(violations(rule.broken)).contains(rule.offenders)));
    }

    @Test
    void suitesKnowExportedPackagesAlone() {
        ArchRule rule = OURS.suitesKnowExportedPackagesAlone(EXPORTED).allowEmptyShould(true);
        rule.check(Compiled.tests("io.p2pcredit.contract"));
        rule.check(Compiled.tests("io.p2pcredit.simulation"));
        assertThat(violations(BROKEN.suitesKnowExportedPackagesAlone(BROKEN_EXPORTED)))
                .contains("CuriousSuite", "Secret")
                .doesNotContain("type <" + BROKEN.root() + ".spi.CuriousPlug>");
    }

    @Test
    void sharesNoPackageWithTheSuites() {
        Set<String> packages =
                Compiled.MAIN.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertThat(packages)
                .contains("io.p2pcredit.spi")
                .doesNotContain("io.p2pcredit.contract", "io.p2pcredit.simulation");
    }

    @Test
    void everythingExportedHasItsClasses() {
        assertThat(Compiled.MAIN.stream().map(JavaClass::getPackageName)).containsAll(EXPORTED);
    }

    private static Stream<Rule> rules() {
        return Stream.of(
                Rule.of("the trustline knows nothing of ours", Layout::trustlineKnowsNothingOfOurs, "CuriousLine"),
                Rule.of("the trustline is pure", Layout::trustlineIsPure, ImpureLine.METHODS),
                Rule.of("messages know the trustline", Layout::messagesKnowTheTrustline, "CuriousMessage"),
                Rule.of("plug points know messages", Layout::plugPointsKnowMessagesAndTheTrustline, "CuriousPlug"),
                Rule.of("the façade knows plug points", Layout::facadeKnowsPlugPointsAndTheTrustline, "CuriousFacade"),
                Rule.of(
                        "adapters know plug points",
                        Layout::adaptersKnowPlugPointsMessagesAndTheTrustline,
                        "CuriousAdapter",
                        "CuriousKeyFile",
                        "CuriousStore"),
                Rule.of(
                        "internals are known to the builder alone",
                        Layout::internalsAreKnownToTheBuilderAlone,
                        "CuriousFacade",
                        "CuriousAdapter"),
                Rule.of("the builder knows the assembly alone", Layout::builderKnowsTheAssemblyAlone, "Secret"),
                Rule.of(
                        "the world outside comes from the environment alone",
                        Layout::worldOutsideComesFromTheEnvironmentAlone,
                        Worldly.METHODS),
                Rule.of("packages have no cycles", Layout::packagesHaveNoCycles, "left.Left", "right.Right"));
    }

    private static Stream<Rule> rulesOfNumbers() {
        return Stream.of(
                new Rule(
                        "internal packages have at most 20 files",
                        OURS.internalPackagesHaveAtMost(20),
                        BROKEN.internalPackagesHaveAtMost(3),
                        List.of("internal.left has 4 files")),
                new Rule(
                        "exported signatures are of the platform and ours",
                        OURS.exportedSignaturesAreOfThePlatformAndOurs(EXPORTED),
                        BROKEN.exportedSignaturesAreOfThePlatformAndOurs(BROKEN_EXPORTED),
                        Telling.SHOWN));
    }

    private static String violations(ArchRule rule) {
        return String.join(
                "\n", rule.evaluate(BROKEN_CLASSES).getFailureReport().getDetails());
    }

    /** A rule for our packages and for the broken ones, and what of the broken ones its report must name. */
    private record Rule(String claim, ArchRule ours, ArchRule broken, List<String> offenders) {
        static Rule of(String claim, Function<Layout, ArchRule> rule, String... offenders) {
            return of(claim, rule, List.of(offenders));
        }

        static Rule of(String claim, Function<Layout, ArchRule> rule, List<String> offenders) {
            return new Rule(claim, rule.apply(OURS), rule.apply(BROKEN), offenders);
        }
    }
}
