package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a settlement of 40 that was under way when both owners take the same one of two proofs as true: what
 * the ledger has moved is credited once, and another settlement can follow in both directions.
 */
@SuppressWarnings("UnnecessaryLambda") // steps are put together
class DecisionOnSettlementsTest {
    /** Something that bob does not see, so that there are two histories. */
    private static final Consumer<Fork> ALICE_PAYS = fork -> fork.alice.pay(1);

    @Nested
    class OfAlice {
        private final Consumer<Fork> owes = fork -> fork.alice.pay(40);
        private final Consumer<Fork> settles = fork -> {
            fork.pair.settleDown();
            fork.alice.settle(40);
            fork.pair.settleDown();
        };

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isWithdrawnIfTheLedgerHasNotHeardOfIt(boolean hers) {
            Fork fork = new Fork(owes, both -> both.alice.settle(), both -> both.alice.pay(2));
            agree(fork, hers);
            assertThat(fork.alice.line().outgoing().status()).isEqualTo(SettlementStatus.CANCELLED);
            goesOn(fork, hers ? -40 : -42);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isCreditedIfItWasHandedOverBefore(boolean hers) {
            Fork fork = new Fork(owes.andThen(settles), ALICE_PAYS, both -> both.alice.pay(2));
            agree(fork, hers);
            moved(fork.alice);
            assertThat(found(fork.bob)).isTrue();
            fork.pair.settleDown();
            assertThat(fork.alice.line().outgoing().status()).isEqualTo(SettlementStatus.CREDITED);
            goesOn(fork, hers ? -1 : -2);
        }

        @Test
        void isCreditedIfOnlyTheLifeKnowsOfItThatIsGivenUp() {
            Fork fork = new Fork(
                    owes,
                    both -> {
                        both.alice.pay(1);
                        both.pair.disconnect();
                        both.alice.take(new Input.SettleUnannounced(Optional.of(Amount.of(40)), End.LEDGER));
                    },
                    both -> both.alice.pay(2));
            agree(fork, false);
            moved(fork.alice);
            assertThat(found(fork.bob)).isTrue();
            fork.pair.settleDown();
            goesOn(fork, -2);
        }

        @Test
        void isCreditedIfItWasHandedOverInTheLifeBetween() {
            Fork fork = new Fork(owes, ALICE_PAYS, settles);
            agree(fork, false);
            assertThat(found(fork.bob)).isTrue();
            fork.pair.settleDown();
            goesOn(fork, 0);
        }

        @Test
        void isNotCreditedAgainIfItWasInTheLifeBetween() {
            Fork fork = new Fork(owes.andThen(settles), ALICE_PAYS, both -> {
                moved(both.alice);
                assertThat(found(both.bob)).isTrue();
                both.pair.settleDown();
                both.alice.pay(2);
            });
            agree(fork, false);
            assertThat(found(fork.bob)).isFalse();
            assertThat(fork.alice.line().outgoing().status()).isEqualTo(SettlementStatus.CREDITED);
            goesOn(fork, -2);
        }
    }

    @Nested
    class OfBob {
        private final Consumer<Fork> isOwed = fork -> fork.bob.pay(40);
        private final Consumer<Fork> settles = fork -> {
            fork.pair.settleDown();
            fork.bob.settle(40);
            fork.pair.settleDown();
        };

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isCreditedIfItWasHandedOverBefore(boolean hers) {
            Fork fork = new Fork(isOwed.andThen(settles), ALICE_PAYS, both -> both.alice.pay(2));
            agree(fork, hers);
            assertThat(found(fork.alice)).isTrue();
            fork.pair.settleDown();
            assertThat(fork.bob.line().outgoing().status()).isEqualTo(SettlementStatus.CREDITED);
            goesOn(fork, hers ? -1 : -2);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isCreditedOnceIfItWasUnseen(boolean hers) {
            Fork fork = new Fork(
                    isOwed.andThen(settles),
                    both -> assertThat(found(both.alice)).isTrue(),
                    both -> both.alice.pay(2));
            agree(fork, hers);
            assertThat(found(fork.alice)).isEqualTo(!hers);
            fork.pair.settleDown();
            goesOn(fork, hers ? 0 : -2);
        }

        @Test
        void isNotCreditedAgainIfItWasInTheLifeBetween() {
            Fork fork = new Fork(isOwed.andThen(settles), ALICE_PAYS, both -> {
                assertThat(found(both.alice)).isTrue();
                both.pair.settleDown();
                moved(both.bob);
            });
            agree(fork, false);
            assertThat(found(fork.alice)).isFalse();
            goesOn(fork, 0);
        }

        @Test
        void isCreditedIfItWasHandedOverInTheLifeBetween() {
            Fork fork = new Fork(isOwed, ALICE_PAYS, settles.andThen(both -> moved(both.bob)));
            agree(fork, false);
            assertThat(found(fork.alice)).isTrue();
            fork.pair.settleDown();
            goesOn(fork, 0);
        }
    }

    private static void agree(Fork fork, boolean hers) {
        fork.meet().agreeOn(hers);
        assertThat(fork.alice.link().isReady()).isTrue();
        assertThat(fork.bob.link().isReady()).isTrue();
    }

    /** The ledger confirms to the debtor. */
    private static void moved(End debtor) {
        debtor.take(new Input.TransferConfirmed(1, TransactionId.of("tx-1")));
    }

    /** Whether the creditor credits what the ledger shows under the key of the first settlement. */
    private static boolean found(End creditor) {
        long before = creditor.line().own().credited();
        creditor.take(new Input.TransferFound(1, Amount.of(40), TransactionId.of("tx-1")));
        return creditor.line().own().credited() > before;
    }

    /** Both agree, and both can pay and settle. */
    private static void goesOn(Fork fork, long alices) {
        fork.isAtWork(alices);
        settlesAll(fork, fork.alice);
        settlesAll(fork, fork.bob);
        assertThat(fork.alice.line().isFrozen()).isFalse();
        assertThat(fork.bob.line().isFrozen()).isFalse();
    }

    private static void settlesAll(Fork fork, End debtor) {
        debtor.pay(30 + Math.max(0, debtor.balance()));
        fork.pair.settleDown();
        debtor.settle();
        fork.pair.settleDownAndOnTheLedger();
        assertThat(debtor.refusals).isEmpty();
        assertThat(debtor.line().outgoing().status()).isEqualTo(SettlementStatus.CREDITED);
        assertThat(debtor.balance()).isZero();
    }
}
