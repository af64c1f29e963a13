package io.p2pcredit.fakechain;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.Resolution;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.SettlementStatus;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Alice settles with Bob on a real server, which fails her in every way that a ledger can, and either process dies at
 * every write that it takes.
 */
class SettlingOverFakechainTest {
    /** The intent, the answer, the hand-over, the confirmation, the credit: no process writes more often. */
    private static final int WRITES = 5;

    private static final FakechainServer SERVER =
            FakechainServer.builder().port(0).start();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    record Death(boolean ofTheCreditor, int atWrite, boolean durable) {}

    static Stream<Death> deaths() {
        return Stream.of(false, true)
                .flatMap(creditor -> Stream.of(false, true)
                        .flatMap(durable ->
                                IntStream.range(0, WRITES).mapToObj(write -> new Death(creditor, write, durable))));
    }

    /** A creditor that dies learns nothing of a request that was not carried out. */
    static Stream<Arguments> deathsAndHangUps() {
        return deaths().flatMap(death -> Stream.of(
                        LedgerFault.NONE, LedgerFault.EXECUTES_AND_HANGS_UP, LedgerFault.HANGS_UP_WITHOUT_EXECUTING)
                .filter(fault -> fault.executes() || !death.ofTheCreditor())
                .map(fault -> Arguments.of(death, fault)));
    }

    /** Settles until a process has died, and starts it again; or until nothing more happens. */
    private static boolean settleAndDie(Debt debt, Death death) {
        Household victim = death.ofTheCreditor() ? debt.bob : debt.alice;
        victim.dieAtWrite(death.atWrite(), death.durable());
        debt.settle();
        Household.until("it dies, or there is nothing more to do", () -> victim.isDead() || isAtRest(debt));
        boolean died = victim.hasDied();
        if (died) {
            victim.restart();
        }
        Household.until("both are in step", () -> debt.alice.isReadyFor(debt.bob) && debt.bob.isReadyFor(debt.alice));
        if (debt.alice.settlementWith(debt.bob, Direction.OUTGOING).isEmpty()) {
            debt.settle(); // nothing of it was recorded, and its owner was told so
        }
        return died;
    }

    private static boolean isAtRest(Debt debt) {
        SettlementStatus status = debt.statusAtAlice();
        boolean ownersTurn = debt.alice
                .settlementWith(debt.bob, Direction.OUTGOING)
                .flatMap(settlement -> settlement.reason())
                .filter(reason -> reason.code() == Code.LEDGER_CANNOT_TELL)
                .isPresent();
        return status.isFinal() || (status == SettlementStatus.CONFIRMED && !debt.hasV2()) || ownersTurn;
    }

    @Nested
    class OverV2 {
        static Stream<Arguments> deathsAndHangUps() {
            return SettlingOverFakechainTest.deathsAndHangUps();
        }

        @ParameterizedTest
        @MethodSource("deathsAndHangUps")
        void isCreditedOnceByItselfWhoeverDiesAndWherever(Death death, LedgerFault fault) throws Exception {
            try (Debt debt = new Debt(SERVER, true, fault).owed(Debt.OWED)) {
                settleAndDie(debt, death);
                debt.assertSettledOnce();
            }
        }

        @ParameterizedTest
        @EnumSource
        void isCreditedOnceByItselfWhateverTheLedgerDoes(LedgerFault fault) throws Exception {
            try (Debt debt = new Debt(SERVER, true, fault).owed(Debt.OWED)) {
                debt.settle();
                debt.assertSettledOnce();
                assertThat(debt.transfersSeen())
                        .as("Bob may find it before it is handed over again")
                        .isBetween(fault.executes() ? 1L : 2L, fault == LedgerFault.NONE ? 1L : 2L);
            }
        }
    }

    @Nested
    class OverTheOriginalInterface {
        static Stream<Death> deaths() {
            return SettlingOverFakechainTest.deaths();
        }

        @ParameterizedTest
        @MethodSource("deaths")
        void isHandedOverOnceAtMostAndLeftToTheOwnersWhoeverDiesAndWherever(Death death) throws Exception {
            try (Debt debt = new Debt(SERVER, false, LedgerFault.NONE).owed(Debt.OWED)) {
                settleAndDie(debt, death);
                ownersDecide(debt);
                assertThat(debt.transfersSeen()).isLessThanOrEqualTo(1);
            }
        }

        @ParameterizedTest
        @EnumSource
        void isHandedOverOnceAndLeftToTheOwnersWhateverTheLedgerDoes(LedgerFault fault) throws Exception {
            try (Debt debt = new Debt(SERVER, false, fault).owed(Debt.OWED)) {
                debt.settle();
                if (fault.executes()) {
                    Household.until("it is executed", debt::hasPaid);
                }
                ownersDecide(debt);
                assertThat(debt.transfersSeen()).isEqualTo(1);
            }
        }

        /** They look at the balances, which is all that there is to see, and say whether it was paid. */
        private void ownersDecide(Debt debt) {
            Household.until("it is the owners' turn", () -> isAtRest(debt) || isInDoubt(debt));
            boolean paid = debt.hasPaid();
            if (isInDoubt(debt)) {
                Resolution word = paid ? Resolution.PAID : Resolution.UNPAID;
                Household.answer(debt.alice.node().resolve(debt.atAlice().key(), word));
            }
            if (paid) {
                Household.answer(debt.bob.node().resolve(debt.atBob().key(), Resolution.PAID));
                debt.assertSettledOnce();
            } else {
                Household.until("it is withdrawn", () -> debt.atBob().status() == SettlementStatus.CANCELLED);
                assertThat(debt.alice.owes(debt.bob)).isEqualTo(Debt.OWED);
                debt.assertMoved(0);
            }
        }

        private boolean isInDoubt(Debt debt) {
            return debt.statusAtAlice() == SettlementStatus.IN_DOUBT;
        }
    }
}
