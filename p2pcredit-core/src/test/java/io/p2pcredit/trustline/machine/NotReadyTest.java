package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing is signed outside READY, whatever asks for it. There would be much to sign: alice has accepted a settlement
 * of bob's and not credited it, has one of her own on the ledger, payments that wait for it, and updates of bob's to
 * take in.
 */
class NotReadyTest {
    private static final TransactionId TX = TransactionId.of("tx");

    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;
    private final int backup = alice.facts.size();
    private final QueuedPayment first = alice.payment(120, true);

    NotReadyTest() {
        bob.pay(60).settle();
        pair.settleDown();
        alice.pay(100);
        pair.settleDown();
        alice.settle(30).pay(first).pay(alice.payment(1, true));
        pair.settleDown();
        assertThat(alice.line().incoming().reserved()).isEqualTo(60);
        assertThat(alice.line().outgoing().step()).isEqualTo(LedgerStep.SUBMITTED);
        assertThat(alice.line().queue().waiting()).hasSize(2);
        bob.changeLimit(99).changeLimit(98);
        bob.outbox.clear();
    }

    /** How a line can be other than ready. */
    enum Situation {
        AWAY,
        STARTED,
        PEER_HAS_NOT_SHOWN,
        SOMETHING_SHOWN_IS_MISSING,
        SOMETHING_OWN_IS_MISSING
    }

    private void bring(Situation situation) {
        switch (situation) {
            case AWAY -> pair.disconnect();
            case STARTED -> alice.restart();
            case PEER_HAS_NOT_SHOWN -> pair.connect();
            case SOMETHING_SHOWN_IS_MISSING -> pair.connect().deliver(bob);
            case SOMETHING_OWN_IS_MISSING -> {
                List<LineRecord> queued = alice.facts.stream()
                        .filter(LineRecord.Queued.class::isInstance)
                        .toList();
                pair.disconnect();
                alice.restore(backup);
                queued.forEach(fact -> alice.take(new Input.Pay(((LineRecord.Queued) fact).payment())));
                pair.connect().deliver(bob);
            }
        }
        assertThat(alice.link().isReady()).isFalse();
        assertThat(alice.link().isRestoring()).isEqualTo(situation == Situation.SOMETHING_OWN_IS_MISSING);
    }

    private List<Input> inputs() {
        List<Input> inputs = new ArrayList<>(List.of(
                new Input.Propose(CreditLimit.of(1), CreditLimit.of(1)),
                new Input.Accept(CreditLimit.of(1)),
                new Input.ChangeLimit(CreditLimit.of(7)),
                new Input.Pay(alice.payment(1, true)),
                new Input.Release(),
                new Input.Reconcile(true),
                new Input.Cancel(first.id()),
                new Input.Settle(Optional.empty()),
                new Input.SettleUnannounced(Optional.empty(), End.LEDGER),
                new Input.Resolved(Direction.OUTGOING, false),
                new Input.Resolved(Direction.OUTGOING, true),
                new Input.Resolved(Direction.INCOMING, true),
                new Input.Recovered(),
                new Input.ProposalDeclined(),
                new Input.LedgerIs(new LedgerSeen(true, Optional.empty())),
                new Input.HandedOver(1, End.LEDGER),
                new Input.TransferUnanswered(1, End.SILENT),
                new Input.TransferConfirmed(1, TX),
                new Input.TransferRefused(1, End.REFUSED),
                new Input.TransferFound(1, Amount.of(60), TX),
                new Input.LostTransferFound(1, Amount.of(60), TX, End.LEDGER),
                new Input.LostTransferFound(2, Amount.of(60), TX, End.LEDGER),
                new Input.UpdateReceived(bob.line().window().updates().get(0)),
                new Input.SessionStarted(),
                new Input.SessionEnded(),
                new Input.Retire(new PublicKey(9, 9, 9, 9))));
        inputs.add(new Input.ResumeReceived(
                bob.line().own().newest(), bob.line().theirs().newest()));
        return inputs;
    }

    static Stream<Arguments> everyInputInEverySituation() {
        int inputs = new NotReadyTest().inputs().size();
        return Stream.of(Situation.values())
                .flatMap(
                        situation -> Stream.iterate(0, i -> i + 1).limit(inputs).map(i -> Arguments.of(situation, i)));
    }

    @Test
    void everyKindOfInputIsInTheTable() {
        Set<Class<?>> kinds = inputs().stream().map(Input::getClass).collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(Input.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("everyInputInEverySituation")
    void nothingIsSigned(Situation situation, int number) {
        bring(situation);
        Input input = inputs().get(number);
        Chain before = alice.line().own();
        alice.take(input);
        assertThat(alice.line().own()).as("%s", input).isEqualTo(before);
        assertThat(alice.replayed()).isEqualTo(alice.line());
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsSignedWhateverComesOneAfterTheOther(Situation situation) {
        bring(situation);
        Chain before = alice.line().own();
        List<Input> inputs = new ArrayList<>(inputs());
        inputs.removeIf(input -> input instanceof Input.ResumeReceived || input instanceof Input.Retire);
        alice.take(inputs.toArray(Input[]::new));
        assertThat(alice.line().own()).isEqualTo(before);
        assertThat(alice.replayed()).isEqualTo(alice.line());
    }

    @ParameterizedTest
    @EnumSource
    void whatNeedsThePeerIsRefused(Situation situation) {
        bring(situation);
        Line before = alice.line();
        alice.changeLimit(7).settle();
        alice.take(new Input.Resolved(Direction.INCOMING, true));
        boolean nothingToResolve = situation == Situation.SOMETHING_OWN_IS_MISSING;
        assertThat(alice.refusals)
                .extracting(Refusal::code)
                .containsExactly(
                        RefusalCode.PEER_AWAY,
                        RefusalCode.PEER_AWAY,
                        nothingToResolve ? RefusalCode.NOTHING_TO_RESOLVE : RefusalCode.PEER_AWAY);
        assertThat(alice.line()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void aPaymentWaits(Situation situation) {
        bring(situation);
        Input.Pay payment = new Input.Pay(alice.payment(1, true));
        alice.take(payment);
        assertThat(alice.refusals).isEmpty();
        assertThat(alice.line().queue().waiting()).last().isEqualTo(payment.payment());
    }

    @Test
    void aPaymentThatFitsWaitsToo() {
        Pair fresh = Pair.open(100).disconnect();
        Chain before = fresh.alice.line().own();
        fresh.alice.pay(1);
        fresh.connect();
        fresh.bob.pay(2);
        assertThat(fresh.alice.line().own()).isEqualTo(before);
        fresh.alice.take(new Input.Cancel(
                fresh.alice.line().queue().first().orElseThrow().id()));
        fresh.alice.pay(4);
        assertThat(fresh.alice.line().own()).isEqualTo(before);
        fresh.settleDown().assertInStep();
        assertThat(fresh.alice.balance()).isEqualTo(-2);
    }

    @Test
    void proposingIsRefusedWhileThePeerIsAway() {
        Pair fresh = new Pair();
        fresh.alice.propose(1, 1);
        assertThat(fresh.alice.refusal()).isEqualTo(Refusal.because(RefusalCode.PEER_AWAY));
        assertThat(fresh.alice.line().isBlank()).isTrue();
    }

    @Test
    void acceptingIsRefusedWhileThePeerIsAway() {
        Pair fresh = Pair.inSession();
        fresh.alice.propose(1, 1);
        fresh.settleDown();
        Input open = new Input.UpdateReceived(
                fresh.bob.proposal.orElseThrow().updates().get(0));
        fresh.bob.take(open, new Input.SessionEnded(), new Input.Accept(CreditLimit.of(1)));
        assertThat(fresh.bob.refusal()).isEqualTo(Refusal.because(RefusalCode.PEER_AWAY));
        assertThat(fresh.bob.line().own().isOpen()).isFalse();
    }

    @Test
    void whatWasNotSignedIsOnceTheLineIsReady() {
        bring(Situation.SOMETHING_SHOWN_IS_MISSING);
        alice.take(new Input.TransferRefused(1, End.REFUSED));
        pair.settleDown().assertInStep();
        assertThat(alice.line().outgoing().number()).isEqualTo(2);
        assertThat(alice.line().own().signedPeerSeq())
                .isEqualTo(bob.line().own().seq());
    }

    @Test
    void noAcknowledgementIsSignedBeforeTheLastOfWhatIsMissingHasCome() {
        pair.connect();
        pair.deliver(alice);
        pair.deliver(bob);
        Chain before = alice.line().own();
        pair.deliver(bob);
        assertThat(alice.line().own()).isEqualTo(before);
        pair.deliver(bob);
        assertThat(alice.link().isReady()).isTrue();
        assertThat(alice.line().own().signedPeerSeq())
                .isEqualTo(alice.line().theirs().seq());
    }

    @Test
    void sealingWantsOneSignatureForEachProof() {
        Pair fresh = Pair.open(100);
        WorkingLine work = ((Transition.Moved) fresh.alice.working().step(fresh.alice.payment(1))).next();
        assertThatThrownBy(() -> work.seal(List.of())).isInstanceOf(IllegalArgumentException.class);
        WorkingLine cut = work.readyToSeal();
        assertThat(cut.unsigned()).hasSize(1);
        assertThatThrownBy(() -> cut.seal(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
