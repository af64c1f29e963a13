package io.p2pcredit.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.p2pcredit.contract.Patience;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.BalanceOutcome;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.Ledger.InstanceOutcome;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Confirmed;
import io.p2pcredit.spi.Ledger.SubmitOutcome.NotSent;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Rejected;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Unknown;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerBehaviourTest {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final PeerId BOB = PeerId.of("Bob");

    private final Patience waiting = Patience.of(Duration.ofSeconds(20));
    private final InMemoryWorld world = new InMemoryWorld();
    private final Ledger alice = world.with(ALICE, 100).ledger();
    private LedgerBehaviour behaviour;

    @BeforeEach
    void openTheOtherAccount() {
        world.with(BOB, 0);
        behaviour = world.ledgerOf(ALICE);
    }

    @ParameterizedTest
    @CsvSource({
        "CARRIED_OUT, true, 10, 10",
        "CARRIED_OUT, false, 10, 20",
        "REPEATED, true, 10, 10",
        "REPEATED, false, 20, 30",
        "REFUSED, true, 0, 0",
        "REFUSED, false, 0, 10",
        "NOT_SENT, true, 0, 10",
        "NOT_SENT, false, 0, 10",
        "REQUEST_LOST, true, 0, 10",
        "REQUEST_LOST, false, 0, 10",
        "ANSWER_LOST, true, 10, 10",
        "ANSWER_LOST, false, 10, 20",
        "HELD, true, 0, 10",
        "LATE, true, 0, 10",
        "LATE, false, 0, 10"
    })
    void movesSoMuchTheFirstTimeAndInAllTheSecondTime(Fate fate, boolean keys, long first, long then) {
        if (!keys) {
            behaviour.can(Capability.BALANCE);
        }
        behaviour.nextTransfers(fate);
        alice.submit(transfer(1, 10));
        assertThat(funds()).isEqualTo(first);
        alice.submit(transfer(1, 10));
        assertThat(funds()).isEqualTo(then);
        assertThat(world.transfers()).hasSize((int) then / 10);
    }

    @ParameterizedTest
    @CsvSource({
        "CARRIED_OUT, io.p2pcredit.spi.Ledger$SubmitOutcome$Confirmed",
        "REPEATED, io.p2pcredit.spi.Ledger$SubmitOutcome$Confirmed",
        "REFUSED, io.p2pcredit.spi.Ledger$SubmitOutcome$Rejected",
        "NOT_SENT, io.p2pcredit.spi.Ledger$SubmitOutcome$NotSent",
        "REQUEST_LOST, io.p2pcredit.spi.Ledger$SubmitOutcome$Unknown",
        "ANSWER_LOST, io.p2pcredit.spi.Ledger$SubmitOutcome$Unknown",
        "LATE, io.p2pcredit.spi.Ledger$SubmitOutcome$Unknown"
    })
    void answersEachFateInItsWay(Fate fate, Class<?> answer) {
        behaviour.transfers(fate);
        assertThat(submit(1, 10)).isInstanceOf(answer);
    }

    @Test
    void goesThroughTheNextFatesAndThenOnAsBefore() {
        behaviour.transfers(Fate.REQUEST_LOST).nextTransfers(Fate.REFUSED, Fate.CARRIED_OUT);
        assertThat(submit(1, 10)).isInstanceOf(Rejected.class);
        assertThat(submit(2, 10)).isInstanceOf(Confirmed.class);
        assertThat(submit(3, 10)).isInstanceOf(Unknown.class);
    }

    @Test
    void standsByWhatItWasToldToRefuse() {
        behaviour.nextTransfers(Fate.REFUSED);
        SubmitOutcome refusal = submit(1, 10);
        assertThat(submit(1, 10)).isEqualTo(refusal);
        behaviour.nextTransfers(Fate.REFUSED);
        assertThat(submit(2, 10)).isInstanceOf(Rejected.class);
        submit(3, 10);
        behaviour.nextTransfers(Fate.REFUSED);
        assertThat(submit(3, 10)).isInstanceOf(Confirmed.class);
    }

    @Test
    void holdsTransfersUntilTheyAreReleasedInTheirOrder() {
        behaviour.nextTransfers(Fate.HELD, Fate.LATE);
        CompletionStage<SubmitOutcome> held = alice.submit(transfer(1, 60));
        assertThat(submit(2, 60)).isInstanceOf(Unknown.class);
        assertThat(held.toCompletableFuture()).isNotDone();
        assertThat(behaviour.waiting()).isEqualTo(2);

        behaviour.release();
        behaviour.release();

        assertThat(waiting.answer(held)).isInstanceOf(Confirmed.class);
        assertThat(submit(2, 60)).as("there was not enough left").isInstanceOf(Rejected.class);
        assertThat(funds()).isEqualTo(60);
        assertThat(behaviour.waiting()).isZero();
    }

    @Test
    void canDoNoMoreThanItIsTold() {
        submit(1, 10);
        behaviour.can(Capability.LOOK_UP);
        assertThat(waiting.answer(alice.capabilities())).contains(Set.of(Capability.LOOK_UP));
        assertThat(waiting.answer(alice.lookUp(alice.accountOf(ALICE), key(1))))
                .isInstanceOf(LookUpOutcome.Found.class);
        assertThat(waiting.answer(alice.balance(alice.accountOf(BOB)))).isInstanceOf(BalanceOutcome.Unknown.class);
        assertThat(waiting.answer(alice.incoming(alice.accountOf(BOB), 0))).isEmpty();

        behaviour.can(Capability.BALANCE);
        assertThat(waiting.answer(alice.lookUp(alice.accountOf(ALICE), key(1))))
                .isInstanceOf(LookUpOutcome.Unknown.class);
        assertThat(waiting.answer(alice.balance(alice.accountOf(BOB))).known()).hasValue(10);
    }

    @Test
    void fallsSilentAndSpeaksAgain() {
        behaviour.answersNoQuestions();
        assertThat(waiting.answer(alice.capabilities())).isEmpty();
        assertThat(waiting.answer(alice.balance(alice.accountOf(ALICE)))).isInstanceOf(BalanceOutcome.Unknown.class);
        assertThat(waiting.answer(alice.instance())).isInstanceOf(InstanceOutcome.Unknown.class);
        assertThat(waiting.answer(alice.lookUp(alice.accountOf(ALICE), key(1))))
                .isInstanceOf(LookUpOutcome.Unknown.class);
        assertThat(waiting.answer(alice.incoming(alice.accountOf(ALICE), 0))).isEmpty();

        behaviour.answersQuestions();
        assertThat(waiting.answer(alice.capabilities())).isEqualTo(Optional.of(Set.of(Capability.values())));
        assertThat(waiting.answer(alice.balance(alice.accountOf(ALICE))).known())
                .hasValue(100);
    }

    @Test
    void isOnePeersOwn() {
        Ledger bob = world.accessTo(BOB, new LedgerBehaviour());
        behaviour.answersNoQuestions();
        assertThat(waiting.answer(bob.capabilities())).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> world.ledgerOf(PeerId.of("Nobody")));
    }

    @Test
    void countsNothingThatOneIsNotSent() {
        behaviour.transfers(Fate.NOT_SENT);
        assertThat(submit(1, 10)).isInstanceOf(NotSent.class);
        assertThat(world.transfers()).isEmpty();
    }

    private SubmitOutcome submit(long key, long units) {
        return waiting.answer(alice.submit(transfer(key, units)));
    }

    private Transfer transfer(long key, long units) {
        return new Transfer(key(key), alice.accountOf(ALICE), alice.accountOf(BOB), Amount.of(units));
    }

    private static SettlementKey key(long number) {
        return new SettlementKey(number, 0);
    }

    private long funds() {
        Ledger bob = world.accessTo(BOB, new LedgerBehaviour());
        return waiting.answer(bob.balance(alice.accountOf(BOB))).known().orElseThrow();
    }
}
