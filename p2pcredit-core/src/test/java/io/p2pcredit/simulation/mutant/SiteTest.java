package io.p2pcredit.simulation.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.p2pcredit.simulation.Collaborators;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an edit makes of a method. */
class SiteTest {
    private static final String SPECIMEN = "simulation.mutant.Specimen";

    private static Site in(String method) {
        return Site.in(SPECIMEN, method);
    }

    private static Object call(Edit edit, String method, Object... arguments) throws ReflectiveOperationException {
        Class<?> type = new MutantLoader(List.of(edit)).loadClass(Specimen.class.getName());
        Method found = Stream.of(type.getMethods())
                .filter(each -> each.getName().equals(method))
                .findFirst()
                .orElseThrow();
        return found.invoke(type.getConstructor().newInstance(), arguments);
    }

    @Test
    void returnsSomethingElse() throws ReflectiveOperationException {
        assertThat(call(in("sum").returns(7), "sum", 1, 2)).isEqualTo(7);
        assertThat(call(in("sum").returns(Value.argument(1)), "sum", 1, 2)).isEqualTo(2);
        assertThat(call(in("isBelow").returns(true), "isBelow", 2, 1)).isEqualTo(true);
        assertThat(call(in("words").returns(Value.EMPTY), "words")).isEqualTo(List.of());
        assertThat(call(in("words").returns(Value.NULL), "words")).isNull();
    }

    @Test
    void becomesAnotherMethod() throws ReflectiveOperationException {
        assertThat(call(in("said").returns("nothing"), "said", "yes")).isEqualTo("nothing");
        assertThat(call(in("sum").calls("Math.addExact", Specimen.class, "product"), "sum", 3, 4))
                .isEqualTo(12);
        assertThat(call(in("said").alters("String.concat", Specimen.class, "whispered"), "said", "yes"))
                .isEqualTo("(yes!)");
    }

    @Test
    void leavesACallOut() throws ReflectiveOperationException {
        assertThat(call(in("said").leavesOut("String.concat"), "said", "yes")).isEqualTo("yes");
        assertThat(call(in("said").leavesOut("Optional.map"), "said", "yes")).isEqualTo("yes");
        assertThat(call(in("sum").answers("Math.addExact", 9), "sum", 1, 2)).isEqualTo(9);
    }

    @Test
    void makesACallTwice() throws ReflectiveOperationException {
        assertThat(call(in("words").at(2, 2).repeats("List.add"), "words")).isEqualTo(List.of("one", "two", "two"));
    }

    @Test
    void mistakesOneThingForAnother() throws ReflectiveOperationException {
        assertThat(call(in("sum").mistakes("Math.addExact", "multiplyExact"), "sum", 3, 4))
                .isEqualTo(12);
        assertThat(call(in("difference").passes("Math.subtractExact", 0, 1), "difference", 3, 4))
                .isEqualTo(0);
        assertThat(call(in("words").uses("three", "two"), "words")).isEqualTo(List.of("one", "three"));
        assertThat(call(in("keep").doesNotWrite("kept"), "keep", 5)).isEqualTo(1);
    }

    @Test
    void judgesOtherwise() throws ReflectiveOperationException {
        assertThat(call(in("isBelow").negates(), "isBelow", 1, 2)).isEqualTo(false);
        assertThat(call(in("isBelow").shiftsTheBoundary(), "isBelow", 2, 2)).isEqualTo(true);
        assertThat(call(in("isBelow").skips(), "isBelow", 1, 2)).isEqualTo(false);
        assertThat(call(in("isBelow").ignores(), "isBelow", 2, 1)).isEqualTo(true);
    }

    @Test
    void refusesAPlaceThatIsNotThereJustAsOftenAsIsSaid() {
        assertRefused(in("words").leavesOut("String.concat"));
        assertRefused(in("words").at(1, 3).repeats("List.add"));
        assertRefused(in("words").repeats("List.add"));
        assertRefused(in("absent").returns(1));
        assertRefused(Site.in("simulation.mutant.Absent", "absent").returns(1));
    }

    private static void assertRefused(Edit edit) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MutantLoader(List.of(edit)));
    }

    @Test
    void saysThatABugSurvives() {
        Mutant harmless =
                Mutant.planted("does no harm", in("sum").returns(3)).fails("simulation.mutant.SiteTest#isGreen");
        assertThat(harmless.death()).isEqualTo(Optional.empty());
    }

    @Test
    void saysThatNoSeedShowsABug() {
        Mutant harmless = Mutant.planted("does no harm", Collaborators.honest())
                .violates("I3 DebtWithinLimit", Seeds.withTrick("PAYS_TOO_MUCH", 31_000_900, 2));
        assertThat(harmless.death()).isEqualTo(Optional.empty());
    }

    @Test
    void isGreen() throws ReflectiveOperationException {
        assertThat(call(in("sum").returns(7), "sum", 1, 2)).isEqualTo(7);
    }
}
