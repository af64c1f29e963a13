package io.p2pcredit.simulation.world;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SimulatedLedgerTest {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final PeerId BOB = PeerId.of("Bob");
    private static final LedgerFaults NONE = LedgerFaults.none();

    private final EventQueue events = new EventQueue(new Trace(10));
    private final List<Recorded> moved = new ArrayList<>();
    private final SimulatedLedger ledger =
            new SimulatedLedger(events, Chance.of(1, "ledger"), LedgerNature.full(), NONE, moved::add);
    private final Life life = new Life(ALICE, 1);
    private final Ledger access = ledger.accessOf(life);

    SimulatedLedgerTest() {
        ledger.give(ALICE, 100);
        ledger.give(BOB, 10);
    }

    @Test
    void movesMoneyOncePerKeyAndTellsTheSameEveryTime() {
        SubmitOutcome confirmed = new SubmitOutcome.Confirmed(TransactionId.of("tx-1"));
        assertThat(answer(access.submit(transfer(1, 60)))).isEqualTo(confirmed);
        assertThat(answer(access.submit(transfer(1, 60)))).isEqualTo(confirmed);
        assertThat(List.of(ledger.fundsOf(ALICE), ledger.fundsOf(BOB), ledger.sum()))
                .containsExactly(40L, 70L, 110L);
        assertThat(moved).containsExactly(new Recorded(transfer(1, 60), TransactionId.of("tx-1")));
    }

    @Test
    void tellsWhatAKeyStandsFor() {
        SubmitOutcome first = answer(access.submit(transfer(1, 60)));
        assertThat(answer(access.submit(transfer(1, 61)))).isEqualTo(new SubmitOutcome.KeyUsed(transfer(1, 60), first));
    }

    @Test
    void refusesForGoodWhenFundsAreMissing() {
        SubmitOutcome rejected = new SubmitOutcome.Rejected("not enough funds");
        assertThat(answer(access.submit(transfer(1, 101)))).isEqualTo(rejected);
        ledger.give(ALICE, 1_000);
        assertThat(answer(access.submit(transfer(1, 101)))).isEqualTo(rejected);
    }

    @Test
    void knowsNothingOfALostRequest() {
        ledger.set(new LedgerFaults(0, 1, 0, 0, SECOND));
        assertThat(answer(access.submit(transfer(1, 60)))).isInstanceOf(SubmitOutcome.Unknown.class);
        assertThat(moved).isEmpty();
    }

    @Test
    void movesMoneyThoughTheAnswerIsLost() {
        ledger.set(new LedgerFaults(0, 0, 1, 0, SECOND));
        assertThat(answer(access.submit(transfer(1, 60)))).isInstanceOf(SubmitOutcome.Unknown.class);
        assertThat(moved).hasSize(1);
    }

    @Test
    void movesMoneyAfterNobodyExpectsItAnyMore() {
        ledger.set(new LedgerFaults(0, 0, 0, 1, SECOND));
        CompletionStage<SubmitOutcome> asked = access.submit(transfer(1, 60));
        while (!asked.toCompletableFuture().isDone()) {
            events.runNext();
        }
        ledger.set(NONE);
        assertThat(answer(access.lookUp(transfer(1, 60).payer(), transfer(1, 60).key())))
                .isEqualTo(new LookUpOutcome.NotFound());
        runAll();
        assertThat(moved).hasSize(1);
    }

    @Test
    void carriesOutWhatADyingNodeHasAskedFor() {
        CompletionStage<SubmitOutcome> asked = access.submit(transfer(1, 60));
        life.end();
        runAll();
        assertThat(moved).hasSize(1);
        assertThat(asked.toCompletableFuture()).isNotDone();
    }

    @Test
    void movesMoneyAgainIfItDoesNotTellKeysApart() {
        LedgerNature keyless = new LedgerNature(Set.of(Ledger.Capability.BALANCE), false);
        SimulatedLedger other = new SimulatedLedger(events, Chance.of(1, "ledger"), keyless, NONE, moved::add);
        other.give(ALICE, 100);
        other.give(BOB, 10);
        answer(other.accessOf(life).submit(transfer(1, 30)));
        answer(other.accessOf(life).submit(transfer(1, 30)));
        assertThat(List.of(other.fundsOf(ALICE), other.fundsOf(BOB))).containsExactly(40L, 70L);
        assertThat(answer(other.accessOf(life)
                        .lookUp(transfer(1, 30).payer(), transfer(1, 30).key())))
                .isEqualTo(new LookUpOutcome.Unknown("no answer"));
    }

    @Test
    void listsIncomingTransfersAfterACursor() {
        answer(access.submit(transfer(1, 10)));
        answer(access.submit(transfer(2, 20)));
        Recorded second = new Recorded(transfer(2, 20), TransactionId.of("tx-2"));
        assertThat(answer(access.incoming(AccountId.of("Bob"), 1)))
                .contains(new Ledger.IncomingPage(List.of(second), 2));
    }

    private <T> T answer(CompletionStage<T> asked) {
        runAll();
        return asked.toCompletableFuture().join();
    }

    private void runAll() {
        while (events.runNext()) {
            assertThat(ledger.sum()).isPositive();
        }
    }

    private static Transfer transfer(int key, long units) {
        return new Transfer(new SettlementKey(0, key), AccountId.of("Alice"), AccountId.of("Bob"), Amount.of(units));
    }
}
