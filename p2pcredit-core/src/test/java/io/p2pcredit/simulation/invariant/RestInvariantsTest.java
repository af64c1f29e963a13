package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static io.p2pcredit.simulation.invariant.Script.BOB;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;
import io.p2pcredit.trustline.entry.Entry.SettlementCancelled;
import io.p2pcredit.trustline.entry.Entry.SettlementCredit;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The invariants that ask a node what it knows. */
class RestInvariantsTest {
    private final Script script = new Script();
    private final Told alice = new Told(ALICE);

    RestInvariantsTest() {
        script.written(ALICE, 0, Script.open(100));
        script.written(BOB, 1, Script.open(70));
    }

    @Nested
    class History {
        private final HistoryTellsEverything invariant =
                new HistoryTellsEverything(script.parties, script.chains, alice::nodes);

        History() {
            script.written(ALICE, 1, Script.payment(1, 5));
            script.written(ALICE, 1, Script.payment(2, 6));
            script.written(BOB, 1, Script.payment(3, 7));
        }

        @Test
        void allowsEventsOfAllPaymentsInTheOrderOfEachWriter() {
            alice.paid(got(3, 7), paid(1, 5), paid(2, 6));
            invariant.atRest();
        }

        @Test
        void noticesAnEventThatIsMissingOrTooMany() {
            alice.paid(paid(1, 5), got(3, 7));
            violates("I2", invariant::atRest);
            alice.paid(paid(1, 5), paid(2, 6));
            violates("I2", invariant::atRest);
            alice.paid(paid(1, 5), paid(2, 6), paid(2, 6), got(3, 7));
            violates("I2", invariant::atRest);
        }

        @Test
        void noticesAnotherOrderOrAnotherAmount() {
            alice.paid(paid(2, 6), paid(1, 5), got(3, 7));
            violates("I2", invariant::atRest);
            alice.paid(paid(1, 5), paid(2, 6), got(3, 8));
            violates("I2", invariant::atRest);
        }

        private Payment paid(long id, long units) {
            return Told.payment(id, BOB, Direction.OUTGOING, units, units, PaymentStatus.ACKNOWLEDGED);
        }

        private Payment got(long id, long units) {
            return Told.payment(id, BOB, Direction.INCOMING, units, units, PaymentStatus.ACKNOWLEDGED);
        }
    }

    @Nested
    class Views {
        private final ViewsFollowFromEntries invariant =
                new ViewsFollowFromEntries(script.parties, script.chains, alice::nodes);

        Views() {
            script.written(ALICE, 1, Script.payment(1, 5));
        }

        @Test
        void allowsWhatFollows() {
            alice.lines(Told.line(BOB, -5, 100, 70));
            invariant.atRest();
        }

        @ParameterizedTest
        @CsvSource({"-4, 100, 70", "5, 100, 70", "-5, 99, 70", "-5, 100, 71"})
        void noticesAnythingElse(long balance, long granted, long received) {
            alice.lines(Told.line(BOB, balance, granted, received));
            violates("I18", invariant::atRest);
        }

        @Test
        void noticesRoomThatIsReserved() {
            script.written(BOB, 2, new SettlementIntent(1, Amount.of(4), AccountId.of("Bob")));
            script.written(ALICE, 2, new SettlementAnswer(1, 4, AccountId.of("Alice")));
            alice.lines(Told.line(BOB, -5, 100, 70));
            violates("I18", invariant::atRest);
        }
    }

    @Nested
    class Payments {
        private final PaymentsCountOnce payments = new PaymentsCountOnce(script.parties);
        private final PaymentsAreTold invariant = new PaymentsAreTold(payments, alice::nodes);
        private final Order order = new Order(ALICE, BOB, Script.id(1), Amounts.of(5), false);

        Payments() {
            payments.ordered(order);
            payments.recorded(order);
        }

        @Test
        void allowsWhatIsPaidAndAcknowledged() {
            pay();
            tell(5, PaymentStatus.ACKNOWLEDGED);
            invariant.atRest();
        }

        @Test
        void allowsWhatIsRefused() {
            payments.failed(order, RefusalCode.INSOLVENT);
            tell(0, PaymentStatus.REFUSED);
            invariant.atRest();
        }

        @Test
        void noticesARecordThatIsForgotten() {
            violates("I2", invariant::atRest);
        }

        @Test
        void noticesAnEndThatIsNotTold() {
            pay();
            tell(5, PaymentStatus.SENT);
            violates("I2", invariant::atRest);
            tell(0, PaymentStatus.REFUSED);
            violates("I2", invariant::atRest);
        }

        @Test
        void noticesMoreThanIsWritten() {
            pay();
            tell(6, PaymentStatus.ACKNOWLEDGED);
            violates("I2", invariant::atRest);
        }

        @Test
        void noticesAnAcknowledgementOfNothing() {
            tell(5, PaymentStatus.ACKNOWLEDGED);
            violates("I2", invariant::atRest);
        }

        private void pay() {
            payments.written(script.written(ALICE, 1, Script.payment(1, 5)));
        }

        private void tell(long units, PaymentStatus status) {
            alice.payment(Told.payment(1, BOB, Direction.OUTGOING, 6, units, status));
        }
    }

    @Nested
    class Settlements {
        private final SettlementsEnd invariant = new SettlementsEnd(script.parties, script.chains, alice::nodes);

        @Test
        void allowsOnesThatAreOver() {
            begin(1);
            write(BOB, new SettlementAnswer(1, 0, AccountId.of("Bob")));
            tell(1, SettlementStatus.DECLINED);
            invariant.atRest();
            begin(2);
            write(ALICE, new SettlementCancelled(2));
            tell(2, SettlementStatus.CANCELLED);
            invariant.atRest();
            begin(3);
            write(BOB, new SettlementAnswer(3, 9, AccountId.of("Bob")));
            write(BOB, new SettlementCredit(3, Amount.of(9), TransactionId.of("tx")));
            tell(3, SettlementStatus.CREDITED);
            invariant.atRest();
        }

        @Test
        void noticesOneThatHasNoEnd() {
            begin(1);
            tell(1, SettlementStatus.CREDITED);
            violates("I25", invariant::atRest);
            write(BOB, new SettlementAnswer(1, 9, AccountId.of("Bob")));
            violates("I25", invariant::atRest);
        }

        @Test
        void noticesOneThatIsNotToldOfAtRest() {
            begin(1);
            write(ALICE, new SettlementCancelled(1));
            violates("I25", invariant::atRest);
        }

        @Test
        void noticesOneThatVanishes() {
            tell(2, SettlementStatus.IN_DOUBT);
            change();
            alice.settlements();
            violates("I25", this::change);
            tell(1, SettlementStatus.IN_DOUBT);
            violates("I25", this::change);
        }

        @Test
        void noticesAnEndThatIsUndone() {
            tell(1, SettlementStatus.CREDITED);
            change();
            tell(1, SettlementStatus.IN_DOUBT);
            violates("I25", this::change);
        }

        @Test
        void allowsADeclinedOneToBeCreditedAndOneThatHasLostItsDataToForget() {
            tell(1, SettlementStatus.DECLINED);
            change();
            tell(1, SettlementStatus.CREDITED);
            change();
            invariant.dataLost(ALICE);
            alice.settlements();
            change();
        }

        @Test
        void allowsADebtorToWithdrawWhatTheCreditorHasDeclined() {
            write(BOB, new SettlementIntent(1, Amount.of(9), AccountId.of("Bob")));
            tell(Direction.INCOMING, 1, SettlementStatus.DECLINED);
            change();
            write(BOB, new SettlementCancelled(1));
            tell(Direction.INCOMING, 1, SettlementStatus.CANCELLED);
            change();
            tell(Direction.INCOMING, 1, SettlementStatus.DECLINED);
            violates("I25", this::change);
        }

        @Test
        void noticesAWithdrawalThatNoDebtorHasWritten() {
            write(BOB, new SettlementIntent(1, Amount.of(9), AccountId.of("Bob")));
            tell(Direction.INCOMING, 1, SettlementStatus.DECLINED);
            change();
            tell(Direction.INCOMING, 1, SettlementStatus.CANCELLED);
            violates("I25", this::change);
        }

        @Test
        void noticesADebtorToWhomADeclinedOneIsWithdrawn() {
            begin(1);
            tell(1, SettlementStatus.DECLINED);
            change();
            write(ALICE, new SettlementCancelled(1));
            tell(1, SettlementStatus.CANCELLED);
            violates("I25", this::change);
        }

        private void begin(long number) {
            write(ALICE, new SettlementIntent(number, Amount.of(9), AccountId.of("Alice")));
        }

        private void write(PeerId peer, Entry entry) {
            invariant.written(script.written(peer, 0, entry));
        }

        /** Whenever something of a settlement is written the next change is looked at. */
        private void change() {
            for (int i = 0; i < 8; i++) {
                invariant.changed(alice.node(), List.of());
            }
        }

        private void tell(long number, SettlementStatus status) {
            tell(Direction.OUTGOING, number, status);
        }

        private void tell(Direction direction, long number, SettlementStatus status) {
            Writer debtor = script.writer(direction == Direction.OUTGOING ? ALICE : BOB);
            alice.settlements(new Settlement(
                    SettlementKey.of(debtor.line(), debtor.side(), number),
                    BOB,
                    direction,
                    number,
                    9,
                    status,
                    Optional.empty(),
                    Optional.empty()));
        }
    }

    @Nested
    class Debts {
        private final DebtIsConserved invariant = new DebtIsConserved(script.parties, script.chains, alice::nodes);

        Debts() {
            script.written(ALICE, 1, Script.payment(1, 50));
            script.written(BOB, 1, Script.payment(2, 8));
        }

        @Test
        void allowsWhatIsPaidLessWhatIsSettled() {
            alice.lines(Told.line(BOB, -42, 100, 70));
            invariant.atRest();
            move(1, 40);
            alice.lines(Told.line(BOB, -2, 100, 70));
            invariant.atRest();
        }

        @Test
        void noticesMoneyThatIsNotCreditedOrCreditedTwice() {
            move(1, 40);
            alice.lines(Told.line(BOB, -42, 100, 70));
            violates("I26", invariant::atRest);
            alice.lines(Told.line(BOB, 38, 100, 70));
            violates("I26", invariant::atRest);
        }

        @Test
        void noticesADebtThatComesFromNothing() {
            alice.lines(Told.line(BOB, -43, 100, 70));
            violates("I26", invariant::atRest);
        }

        @Test
        void allowsADebtorThatHasLostItsDataToHaveForgottenOne() {
            move(1, 40);
            invariant.forgotten(script.writer(ALICE), 0);
            alice.lines(Told.line(BOB, -42, 100, 70));
            invariant.atRest();
            move(2, 1);
            violates("I26", invariant::atRest);
        }

        private void move(long number, long units) {
            Writer debtor = script.writer(ALICE);
            SettlementKey key = SettlementKey.of(debtor.line(), debtor.side(), number);
            Transfer transfer = new Transfer(key, AccountId.of("Alice"), AccountId.of("Bob"), Amount.of(units));
            invariant.moved(new Recorded(transfer, TransactionId.of("tx-" + number)));
        }
    }

    private static void violates(String invariant, ThrowingCallable event) {
        assertThatThrownBy(event).isInstanceOf(Violation.class).hasMessageStartingWith(invariant);
    }
}
