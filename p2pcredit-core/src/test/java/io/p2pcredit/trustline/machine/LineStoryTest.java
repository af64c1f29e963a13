package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Seeds;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What alice is told of the facts of her line with bob. */
class LineStoryTest {
    private static final PeerId BOB = PeerId.of("bob");
    private static final TransactionId TX = TransactionId.of("tx-1");

    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;
    private int told = alice.facts.size();

    private List<TrustlineEvent> news() {
        Line before = Line.blank(alice.line().identity());
        for (LineRecord fact : alice.facts.subList(0, told)) {
            before = before.apply(fact);
        }
        List<TrustlineEvent> events = LineStory.of(before, alice.facts.subList(told, alice.facts.size()));
        told = alice.facts.size();
        return events;
    }

    private TrustlineEvent paid(QueuedPayment payment, long units, int part) {
        return new TrustlineEvent.Paid(
                LineStory.payment(alice.line().identity(), payment.withPart(1).after(0, part + 1), PaymentStatus.SENT)
                        .withUnits(units));
    }

    private TrustlineEvent queued(QueuedPayment payment) {
        return new TrustlineEvent.Queued(LineStory.payment(alice.line().identity(), payment, PaymentStatus.QUEUED));
    }

    private TrustlineEvent givenUp(QueuedPayment payment, PaymentStatus status, RefusalCode code) {
        return new TrustlineEvent.GivenUp(LineStory.payment(alice.line().identity(), payment, status), code);
    }

    private TrustlineEvent settlement(SettlementStatus status, long units, Optional<TransactionId> transaction) {
        Settlement now = LineStory.settlement(
                alice.line().identity(), Direction.OUTGOING, alice.line().outgoing());
        Optional<SettlementReason> reason = switch (status) {
            case CANCELLED -> Optional.of(End.REFUSED);
            case IN_DOUBT -> Optional.of(SettlementReason.because(SettlementReason.Code.LIFE_LOST));
            default -> Optional.empty();
        };
        return new TrustlineEvent.SettlementMoved(
                new Settlement(now.key(), BOB, Direction.OUTGOING, now.number(), units, status, transaction, reason));
    }

    private TrustlineEvent settlement(SettlementStatus status, long units) {
        return settlement(status, units, Optional.empty());
    }

    @Nested
    class APaymentThatWaits {
        @Test
        void isQueuedAndThenPaid() {
            pair.disconnect();
            QueuedPayment payment = alice.payment(10, false);
            alice.pay(payment);
            assertThat(news()).containsExactly(queued(payment));
            pair.connect().settleDown();
            assertThat(news()).containsExactly(paid(payment, 10, 0));
        }

        @Test
        void isQueuedAndTakenBack() {
            pair.disconnect();
            QueuedPayment payment = alice.payment(10, false);
            alice.pay(payment).take(new Input.Cancel(payment.id()));
            assertThat(news())
                    .containsExactly(queued(payment), givenUp(payment, PaymentStatus.CANCELLED, RefusalCode.CANCELLED));
        }

        @Test
        void isQueuedAndRefused() {
            bob.changeLimit(5);
            pair.disconnect();
            QueuedPayment payment = alice.payment(10, false);
            alice.pay(payment);
            pair.connect().settleDown();
            assertThat(news())
                    .containsExactly(
                            queued(payment),
                            new TrustlineEvent.LimitChanged(BOB, Direction.INCOMING, CreditLimit.of(5)),
                            givenUp(payment, PaymentStatus.REFUSED, RefusalCode.CREDIT_LIMIT_EXCEEDED));
        }

        @Test
        void isPaidInPartsWithASettlementInBetween() {
            QueuedPayment payment = alice.payment(150, true);
            alice.pay(payment);
            pair.settleDownAndOnTheLedger();
            assertThat(news())
                    .containsExactly(
                            queued(payment),
                            paid(payment, 100, 0),
                            settlement(SettlementStatus.ANNOUNCED, 100),
                            settlement(SettlementStatus.ANSWERED, 100),
                            settlement(SettlementStatus.SUBMITTED, 100),
                            settlement(SettlementStatus.CONFIRMED, 100, Optional.of(TX)),
                            settlement(SettlementStatus.CREDITED, 100, Optional.of(TX)),
                            paid(payment, 50, 1));
        }

        @Test
        void isPaidInPartIfTheLedgerRefuses() {
            QueuedPayment payment = alice.payment(150, true);
            alice.pay(payment);
            pair.settleDown();
            news();
            alice.take(new Input.TransferRefused(1, End.REFUSED));
            assertThat(news())
                    .containsExactly(
                            settlement(SettlementStatus.CANCELLED, 100),
                            givenUp(payment.withPart(100), PaymentStatus.PARTIAL, RefusalCode.BEYOND_ANY_PLAN));
        }
    }

    @Nested
    class ALineThatCameBack {
        @Test
        void isRestoredAfterItsEntriesAndTheSettlementIsInDoubt() {
            alice.pay(60);
            pair.settleDown();
            alice.settle();
            pair.settleDown().disconnect();
            alice.ledger = Optional.empty();
            alice.restore(told);
            pair.connect().settleDown();
            List<TrustlineEvent> news = news();
            assertThat(news).hasSize(5);
            assertThat(news.get(0)).isInstanceOf(TrustlineEvent.Paid.class);
            assertThat(news.subList(1, 5))
                    .containsExactly(
                            settlement(SettlementStatus.ANNOUNCED, 60),
                            settlement(SettlementStatus.ANSWERED, 60),
                            new TrustlineEvent.Restored(BOB, 3, 2),
                            settlement(SettlementStatus.IN_DOUBT, 60));
        }

        @Test
        void tellsNothingOfItsRelease() {
            alice.pay(60);
            pair.settleDown().disconnect();
            alice.restore(told);
            alice.pay(5);
            pair.connect().settleDown();
            news();
            alice.take(new Input.Release());
            assertThat(news()).singleElement().isInstanceOf(TrustlineEvent.Paid.class);
        }
    }

    @Test
    void anUnannouncedSettlementIsSubmittedAtOnce() {
        alice.pay(60);
        pair.settleDown().disconnect();
        news();
        alice.take(new Input.SettleUnannounced(Optional.of(Amount.of(40)), End.LEDGER));
        assertThat(news()).containsExactly(settlement(SettlementStatus.SUBMITTED, 40));
        alice.take(new Input.TransferConfirmed(1, TX));
        assertThat(news()).containsExactly(settlement(SettlementStatus.CONFIRMED, 40, Optional.of(TX)));
        pair.connect().settleDown();
        assertThat(news()).isEmpty();
        bob.take(new Input.TransferFound(1, Amount.of(40), TX));
        pair.settleDown();
        assertThat(news()).containsExactly(settlement(SettlementStatus.CREDITED, 40, Optional.of(TX)));
    }

    @Test
    void aDecisionSaysWhatStandsFromThenOn() {
        alice.pay(60);
        pair.settleDown();
        alice.take(new Input.UpdateReceived(Forgery.of(bob).paid(25).update()));
        news();
        alice.take(new Input.Reconcile(false));
        assertThat(news()).containsExactly(new TrustlineEvent.Reconciled(BOB, false, Balance.of(-35)));
    }

    @Test
    void aRetiredLineNamesTheKey() {
        PublicKey other = new PublicKey(9, 9, 9, 9);
        alice.take(new Input.Retire(other));
        assertThat(news()).containsExactly(new TrustlineEvent.KeyReplaced(BOB, other));
    }

    @Test
    void proposalsOnAnOpenLineAreLimitChanges() {
        alice.changeLimit(0);
        bob.changeLimit(0);
        pair.settleDown();
        news();
        alice.propose(30, 40);
        assertThat(news())
                .containsExactly(new TrustlineEvent.LimitChanged(BOB, Direction.OUTGOING, CreditLimit.of(30)));
        pair.settleDown();
        bob.decline();
        pair.settleDown();
        assertThat(news()).containsExactly(new TrustlineEvent.ProposalDeclined(BOB));
    }

    @Test
    void theSameFactsGiveTheSameEventsWhereverTheStoryIsCut() {
        Seeds.repeat(150, random -> {
            ModelRun run = new ModelRun(random);
            run.run(40);
            run.pair.disconnect();
            run.restore(run.pair.alice);
            run.comeBack(10);
            assertToldAlike(run.pair.alice);
            assertToldAlike(run.pair.bob);
        });
    }

    private static void assertToldAlike(End end) {
        Line line = Line.blank(end.line().identity());
        List<TrustlineEvent> piecemeal = new ArrayList<>();
        for (LineRecord fact : end.facts) {
            piecemeal.addAll(LineStory.of(line, List.of(fact)));
            line = line.apply(fact);
        }
        assertThat(LineStory.of(Line.blank(end.line().identity()), end.facts)).isEqualTo(piecemeal);
        assertLastToldIsAsItStands(end, piecemeal);
    }

    private static void assertLastToldIsAsItStands(End end, List<TrustlineEvent> events) {
        for (Direction direction : Direction.values()) {
            SettlementSlot slot = direction == Direction.OUTGOING
                    ? end.line().outgoing()
                    : end.line().incoming();
            if (slot.number() > 0) {
                Settlement last = events.stream()
                        .filter(TrustlineEvent.SettlementMoved.class::isInstance)
                        .map(event -> ((TrustlineEvent.SettlementMoved) event).settlement())
                        .filter(settlement -> settlement.direction() == direction)
                        .reduce((first, second) -> second)
                        .orElseThrow();
                assertThat(last).isEqualTo(LineStory.settlement(end.line().identity(), direction, slot));
            }
        }
    }
}
