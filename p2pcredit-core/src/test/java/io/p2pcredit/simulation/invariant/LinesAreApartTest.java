package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static io.p2pcredit.simulation.invariant.Script.BOB;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.p2pcredit.CreditNode;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesAreApartTest {
    private static final PeerId CAROL = PeerId.of("Carol");

    private final CreditNode alice = mock(CreditNode.class);
    private final Parties parties = new Parties(Asset.CREDIT);
    private final LinesAreApart invariant = new LinesAreApart(parties, this::now, 10);
    private long time;

    LinesAreApartTest() {
        when(alice.self()).thenReturn(ALICE);
        invariant.began(ALICE);
        see(0, true);
        time = 1_000;
        see(0, true);
    }

    @Test
    void allowsAChangeAfterSomethingAboutTheLine() {
        invariant.concerned(ALICE, BOB);
        time += 10;
        see(5, true);
    }

    @Test
    void noticesAChangeAfterSomethingAboutAnotherLine() {
        invariant.concerned(ALICE, CAROL);
        assertThatThrownBy(() -> see(5, true)).isInstanceOf(Violation.class).hasMessageStartingWith("I10");
    }

    @Test
    void noticesAChangeLongAfter() {
        invariant.concerned(ALICE, BOB);
        time += 11;
        see(0, true);
        time++;
        assertThatThrownBy(() -> see(5, true)).isInstanceOf(Violation.class).hasMessageStartingWith("I10");
    }

    @Test
    void allowsTheLineOfOneWhoMeansHarmToChangeAtAnyTime() {
        parties.addStranger(BOB, new PublicKey(0, 0, 0, 2));
        see(5, true);
    }

    @Test
    void allowsAPeerToLeave() {
        see(0, false);
    }

    private long now() {
        return time;
    }

    private void see(long balance, boolean online) {
        TrustlineView line = new TrustlineView(
                new LineId(new Hash(0, 0, 0, 0)),
                BOB,
                new PublicKey(0, 0, 0, 2),
                TrustlineView.State.OPEN,
                new Balance(balance),
                CreditLimit.of(9),
                CreditLimit.of(9),
                9,
                9,
                0,
                online,
                0,
                false,
                TrustlineView.WaitsFor.NOTHING);
        invariant.changed(alice, List.of(line));
    }
}
