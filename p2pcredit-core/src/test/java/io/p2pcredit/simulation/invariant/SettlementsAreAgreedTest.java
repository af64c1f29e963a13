package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static io.p2pcredit.simulation.invariant.Script.BOB;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;
import io.p2pcredit.trustline.entry.Entry.SettlementCancelled;
import io.p2pcredit.trustline.entry.Entry.SettlementCredit;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettlementsAreAgreedTest {
    private final Script script = new Script();
    private final SettlementsAreAgreed invariant = new SettlementsAreAgreed(script.parties, script.chains);

    @Test
    void allowsWhatWasAnnouncedAndAnswered() {
        agree(60);
        invariant.moved(transfer(1, 60, "Alice"));
        write(ALICE, new SettlementCredit(1, Amount.of(60), TransactionId.of("tx")));
    }

    @Test
    void noticesATransferThatNobodyAnnounced() {
        violates("I4", () -> invariant.moved(transfer(1, 60, "Alice")));
    }

    @Test
    void allowsOneTransferWithoutAnAnswerIfTheOwnerAskedForIt() {
        invariant.settlesUnannounced(BOB, ALICE);
        invariant.moved(transfer(1, 60, "Alice"));
        violates("I4", () -> invariant.moved(transfer(2, 60, "Alice")));
        write(BOB, new SettlementIntent(1, Amount.of(60), AccountId.of("Bob")));
        write(ALICE, new SettlementCredit(1, Amount.of(60), TransactionId.of("tx")));
    }

    @Test
    void noticesATransferThatNobodyAnswered() {
        write(BOB, new SettlementIntent(1, Amount.of(60), AccountId.of("Bob")));
        violates("I4", () -> invariant.moved(transfer(1, 60, "Alice")));
    }

    @Test
    void noticesASecondTransfer() {
        agree(60);
        invariant.moved(transfer(1, 60, "Alice"));
        violates("I4", () -> invariant.moved(transfer(1, 60, "Alice")));
    }

    @Test
    void noticesAnotherAmountOrPayee() {
        agree(60);
        violates("I4", () -> invariant.moved(transfer(1, 61, "Alice")));
        agree(2, 60);
        script.parties.add(PeerId.of("Carol"), new PublicKey(0, 0, 0, 3));
        violates("I4", () -> invariant.moved(transfer(2, 60, "Carol")));
    }

    @Test
    void noticesATransferThatWasWithdrawnBeforeOrAfter() {
        agree(60);
        write(BOB, new SettlementCancelled(1));
        violates("I4", () -> invariant.moved(transfer(1, 60, "Alice")));
        agree(2, 60);
        invariant.moved(transfer(2, 60, "Alice"));
        violates("I4", () -> write(BOB, new SettlementCancelled(2)));
    }

    @Test
    void allowsOneThatHasLostItsDataToMoveWhatItHadWithdrawn() {
        agree(60);
        write(BOB, new SettlementCancelled(1));
        invariant.forgotten(script.writer(BOB), 1);
        invariant.moved(transfer(1, 60, "Alice"));
        violates("I4", () -> invariant.moved(transfer(1, 60, "Alice")));
    }

    @Test
    void noticesCreditForNothingOrForAnotherAmount() {
        agree(60);
        violates("I7", () -> write(ALICE, new SettlementCredit(1, Amount.of(60), TransactionId.of("tx"))));
        agree(2, 60);
        invariant.moved(transfer(2, 60, "Alice"));
        violates("I7", () -> write(ALICE, new SettlementCredit(2, Amount.of(61), TransactionId.of("tx"))));
    }

    @Test
    void noticesASecondCredit() {
        agree(60);
        invariant.moved(transfer(1, 60, "Alice"));
        SettlementCredit credit = new SettlementCredit(1, Amount.of(60), TransactionId.of("tx"));
        write(ALICE, credit);
        violates("I4", () -> write(ALICE, credit));
        agree(2, 60);
        violates("I4", () -> write(ALICE, credit));
    }

    @Test
    void noticesEachStepThatIsTakenTwice() {
        agree(60);
        violates("I4", () -> write(BOB, new SettlementIntent(1, Amount.of(60), AccountId.of("Bob"))));
        violates("I4", () -> write(ALICE, new SettlementAnswer(1, 60, AccountId.of("Alice"))));
        write(BOB, new SettlementCancelled(1));
        violates("I4", () -> write(BOB, new SettlementCancelled(1)));
    }

    private void agree(long units) {
        agree(1, units);
    }

    private void agree(long number, long units) {
        write(BOB, new SettlementIntent(number, Amount.of(units), AccountId.of("Bob")));
        write(ALICE, new SettlementAnswer(number, units, AccountId.of("Alice")));
    }

    private void write(PeerId peer, Entry entry) {
        invariant.written(script.written(peer, 0, entry));
    }

    private Recorded transfer(long number, long units, String payee) {
        Writer debtor = script.writer(BOB);
        return new Recorded(
                new Transfer(
                        SettlementKey.of(debtor.line(), debtor.side(), number),
                        AccountId.of("Bob"),
                        AccountId.of(payee),
                        Amount.of(units)),
                TransactionId.of("tx"));
    }

    private static void violates(String invariant, ThrowingCallable event) {
        assertThatThrownBy(event).isInstanceOf(Violation.class).hasMessageStartingWith(invariant);
    }
}
