package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.TransactionId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is signed outside READY, whatever asks for it. */
class NotReadyTest {
    private static final Refusal AWAY = Refusal.because(RefusalCode.PEER_AWAY);

    private final Pair pair = owing();
    private final End alice = pair.alice;

    private static Pair owing() {
        Pair pair = Pair.open(100);
        pair.alice.pay(50);
        pair.settleDown();
        return pair;
    }

    static Stream<Input> commands() {
        return Stream.of(new Input.ChangeLimit(CreditLimit.of(7)), new Input.Settle(Optional.empty()));
    }

    static Stream<Input> answersOfTheLedger() {
        TransactionId tx = TransactionId.of("tx");
        return Stream.of(
                new Input.TransferConfirmed(1, tx),
                new Input.TransferRefused(1),
                new Input.TransferUnanswered(1),
                new Input.TransferFound(1, Amount.of(1), tx));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsRefusedWhileThePeerIsAway(Input command) {
        pair.disconnect();
        assertRefusedUnchanged(alice, command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsRefusedBeforeThePeersResume(Input command) {
        pair.connect();
        assertRefusedUnchanged(alice, command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsRefusedWhileSomethingShownIsMissing(Input command) {
        pair.bob.pay(3);
        pair.connect();
        pair.deliver(pair.bob);
        assertThat(alice.link().goal()).isPresent();
        assertRefusedUnchanged(alice, command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsRefusedAfterARestart(Input command) {
        alice.restart();
        assertRefusedUnchanged(alice, command);
    }

    @Test
    void proposingIsRefusedWhileThePeerIsAway() {
        Pair fresh = new Pair();
        assertRefusedUnchanged(fresh.alice, new Input.Propose(CreditLimit.of(1), CreditLimit.of(1)));
    }

    @ParameterizedTest
    @MethodSource("answersOfTheLedger")
    void anAnswerOfTheLedgerSignsNothing(Input answer) {
        alice.settle();
        pair.settleDown().disconnect();
        for (End end : List.of(alice, pair.bob)) {
            Chain before = end.line().own();
            end.take(answer);
            assertThat(end.line().own()).isEqualTo(before);
            end.take(new Input.SessionStarted()).take(answer);
            assertThat(end.line().own()).isEqualTo(before);
        }
    }

    @Test
    void noAcknowledgementIsSignedWhileGettingBackInStep() {
        pair.bob.pay(3).pay(4);
        pair.connect();
        pair.deliver(alice);
        pair.deliver(pair.bob);
        Chain before = alice.line().own();
        pair.deliver(pair.bob);
        assertThat(alice.line().own()).isEqualTo(before);
        pair.deliver(pair.bob);
        assertThat(alice.link().isReady()).isTrue();
        assertThat(alice.line().own().signedPeerSeq())
                .isEqualTo(alice.line().theirs().seq());
    }

    @Test
    void sealingWantsOneSignatureForEachProof() {
        WorkingLine work = ((Transition.Moved) alice.working().step(alice.payment(1)))
                .next()
                .readyToSeal();
        assertThat(work.unsigned()).hasSize(1);
        assertThatThrownBy(() -> work.seal(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefusedUnchanged(End end, Input command) {
        Line before = end.line();
        int facts = end.facts.size();
        end.take(command);
        assertThat(end.refusal()).isEqualTo(AWAY);
        assertThat(end.line()).isEqualTo(before);
        assertThat(end.facts).hasSize(facts);
    }
}
