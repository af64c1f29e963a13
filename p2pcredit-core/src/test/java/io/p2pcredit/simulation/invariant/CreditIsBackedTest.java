package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static io.p2pcredit.simulation.invariant.Script.BOB;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry.SettlementCredit;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CreditIsBackedTest {
    private final Script script = new Script();
    private final CreditIsBacked invariant = new CreditIsBacked(script.parties);
    private final Update opened = script.update(ALICE, 0, Script.open(100));
    private final Update credited =
            script.update(ALICE, 1, new SettlementCredit(1, Amount.of(60), TransactionId.of("tx")));

    @Test
    void allowsWhatTheLedgerHasMoved() {
        move(BOB, ALICE, 60);
        see(credited);
    }

    @Test
    void allowsNoCreditAtAll() {
        see(opened);
    }

    @Test
    void noticesMoreThanWasMoved() {
        move(BOB, ALICE, 59);
        violatesEverywhere();
    }

    @Test
    void noticesWhatWasMovedTheOtherWay() {
        move(ALICE, BOB, 60);
        violatesEverywhere();
    }

    private void violatesEverywhere() {
        violates("I7", () -> invariant.signed(ALICE, credited.proof()));
        violates("I7", () -> invariant.seen(credited.signed()));
        violates("I7", () -> store(ALICE, credited));
        violates("I7", () -> store(BOB, credited));
    }

    private void see(Update update) {
        invariant.signed(ALICE, update.proof());
        invariant.seen(update.signed());
        store(ALICE, update);
        store(BOB, update);
    }

    private void store(PeerId at, Update update) {
        invariant.stored(at, new History.Batch(1, 1, OptionalLong.empty(), List.of(update), List.of()));
    }

    private void move(PeerId payer, PeerId payee, long units) {
        Writer debtor = script.writer(payer);
        invariant.moved(new Recorded(
                new Transfer(
                        SettlementKey.of(debtor.line(), debtor.side(), 1),
                        AccountId.of(payer.name()),
                        AccountId.of(payee.name()),
                        Amount.of(units)),
                TransactionId.of("tx")));
    }

    private static void violates(String invariant, ThrowingCallable event) {
        assertThatThrownBy(event).isInstanceOf(Violation.class).hasMessageStartingWith(invariant);
    }
}
