package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.spi.Ledger.Capability.BALANCE;
import static io.p2pcredit.spi.Ledger.Capability.IDEMPOTENT_SUBMIT;
import static io.p2pcredit.spi.Ledger.Capability.INCOMING;
import static io.p2pcredit.spi.Ledger.Capability.LOOK_UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.Resolution;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A person says what the ledger does not. Alice owes Bob 80. */
class ResolvingTest {
    private final Clocktown town = new Clocktown();
    private final Clocktown.House alice = town.alice;
    private final Clocktown.House bob = town.bob;

    private void aliceOwes80() {
        alice.start();
        bob.start();
        town.indebt(alice, bob, 80);
    }

    private void settle(Fate fate) {
        town.ledgerOf(ALICE).nextTransfers(fate);
        alice.node().settle(BOB, SettleOrder.everything());
        town.clock.rest();
    }

    private SettlementKey key() {
        return alice.settlement(bob, Direction.OUTGOING).key();
    }

    private Settlement resolve(Clocktown.House house, Resolution resolution) {
        return town.clock.answer(house.node().resolve(key(), resolution));
    }

    private RefusalCode refusal(Clocktown.House house, Resolution resolution) {
        return town.refusal(house.node().resolve(key(), resolution));
    }

    @Nested
    class TheDebtor {
        @Test
        void endsADoubtByNotPaid() {
            town.onALedgerThatCan();
            aliceOwes80();
            settle(Fate.REQUEST_LOST);
            resolve(alice, Resolution.UNPAID);
            town.clock.rest();
            assertThat(alice.settlement(bob, Direction.OUTGOING).status()).isEqualTo(SettlementStatus.CANCELLED);
            assertThat(bob.settlement(alice, Direction.INCOMING).status()).isEqualTo(SettlementStatus.CANCELLED);
            assertThat(alice.owes(bob)).isEqualTo(80);
        }

        @Test
        void endsADoubtByPaidAndWaitsForTheCredit() {
            town.onALedgerThatCan();
            aliceOwes80();
            settle(Fate.ANSWER_LOST);
            assertThat(resolve(alice, Resolution.PAID).status()).isEqualTo(SettlementStatus.CONFIRMED);
            assertThat(alice.owes(bob)).isEqualTo(80);
            resolve(bob, Resolution.PAID);
            town.clock.until(() -> alice.owes(bob) == 0);
        }

        @Test
        void isRememberedAfterARestart() {
            town.onALedgerThatCan();
            aliceOwes80();
            settle(Fate.ANSWER_LOST);
            resolve(alice, Resolution.PAID);
            alice.restart();
            assertThat(alice.settlement(bob, Direction.OUTGOING).status()).isEqualTo(SettlementStatus.CONFIRMED);
        }

        @Test
        void mayEndADoubtWhileTheCreditorIsAway() {
            town.onALedgerThatCan();
            aliceOwes80();
            settle(Fate.REQUEST_LOST);
            town.network.down(true);
            town.clock.until(() -> !alice.isReadyFor(bob));
            assertThat(resolve(alice, Resolution.UNPAID).status()).isEqualTo(SettlementStatus.CANCELLED);
            assertThat(town.refusal(
                            alice.node().settle(BOB, SettleOrder.everything()).recorded()))
                    .isEqualTo(RefusalCode.PEER_AWAY);
            town.network.down(false);
            town.clock.until(() -> bob.settlement(alice, Direction.INCOMING).status() == SettlementStatus.CANCELLED);
            assertThat(alice.settlement(bob, Direction.OUTGOING).status()).isEqualTo(SettlementStatus.CANCELLED);
            assertThat(bob.settlement(alice, Direction.INCOMING).status()).isEqualTo(SettlementStatus.CANCELLED);
        }

        @ParameterizedTest
        @EnumSource(Resolution.class)
        void hasNothingToSayWithoutADoubt(Resolution resolution) {
            aliceOwes80();
            settle(Fate.HELD);
            assertThat(refusal(alice, resolution)).isEqualTo(RefusalCode.NOTHING_TO_RESOLVE);
            town.ledgerOf(ALICE).release();
            town.clock.until(() -> alice.owes(bob) == 0);
            assertThat(refusal(alice, resolution)).isEqualTo(RefusalCode.NOTHING_TO_RESOLVE);
        }
    }

    @Nested
    class TheCreditor {
        @Test
        void confirmsWhatNothingShows() {
            town.onALedgerThatCan(IDEMPOTENT_SUBMIT, BALANCE);
            aliceOwes80();
            settle(Fate.CARRIED_OUT);
            town.clock.pass(Duration.ofMinutes(1));
            assertThat(bob.settlement(alice, Direction.INCOMING).status()).isEqualTo(SettlementStatus.ANSWERED);
            Settlement confirmed = resolve(bob, Resolution.PAID);
            assertThat(confirmed.status()).isEqualTo(SettlementStatus.CREDITED);
            assertThat(confirmed.transaction()).contains(TransactionId.of("confirmed-by-hand"));
            town.clock.until(() -> alice.owes(bob) == 0);
            assertThat(bob.balanceWith(alice)).isEqualTo(Balance.ZERO);
            assertThat(refusal(bob, Resolution.PAID)).isEqualTo(RefusalCode.NOTHING_TO_RESOLVE);
        }

        static Stream<Set<Capability>> enough() {
            return Stream.of(Set.of(LOOK_UP), Set.of(INCOMING), Set.of(Capability.values()));
        }

        @ParameterizedTest
        @MethodSource("enough")
        void isNotAskedAboutWhatTheLedgerShows(Set<Capability> capabilities) {
            town.onALedgerThatCan(capabilities.toArray(new Capability[0]));
            aliceOwes80();
            settle(Fate.HELD);
            town.network.down(true);
            town.clock.until(() -> !bob.isReadyFor(alice));
            town.ledgerOf(ALICE).release();
            assertThat(refusal(bob, Resolution.PAID)).isEqualTo(RefusalCode.LEDGER_DECIDES);
            assertThat(bob.balanceWith(alice)).isEqualTo(Balance.of(80));
        }

        @ParameterizedTest
        @MethodSource("enough")
        void confirmsWhatTheLedgerDoesNotShowAndCreditsItOnce(Set<Capability> capabilities) {
            town.onALedgerThatCan(capabilities.toArray(new Capability[0]));
            aliceOwes80();
            settle(Fate.HELD);
            assertThat(resolve(bob, Resolution.PAID).status()).isEqualTo(SettlementStatus.CREDITED);
            town.clock.until(() -> alice.owes(bob) == 0);
            town.ledgerOf(ALICE).release();
            town.clock.pass(Duration.ofMinutes(1));
            assertThat(bob.balanceWith(alice)).isEqualTo(Balance.ZERO);
            assertThat(bob.funds()).isEqualTo(580);
        }

        @Test
        void isNotAskedWhileTheLedgerIsSilent() {
            town.onALedgerThatCan();
            aliceOwes80();
            settle(Fate.HELD);
            town.ledgerOf(BOB).answersNoQuestions();
            assertThat(refusal(bob, Resolution.PAID)).isEqualTo(RefusalCode.LEDGER_UNREACHABLE);
        }

        @Test
        void confirmsNoOtherSettlementThanTheOneThatWasMeant() {
            town.onALedgerThatCan();
            CompletableFuture<Void> gate = new CompletableFuture<>();
            bob.with(new ForwardingLedger(bob.surroundings.ledger()) {
                @Override
                public CompletionStage<Optional<Set<Capability>>> capabilities() {
                    return gate.thenCompose(open -> super.capabilities());
                }
            });
            aliceOwes80();
            settle(Fate.NOT_SENT);
            CompletableFuture<Settlement> resolved = bob.node().resolve(key(), Resolution.PAID);
            town.ledgerOf(ALICE).nextTransfers(Fate.REFUSED);
            town.clock.until(() -> alice.settlement(bob, Direction.OUTGOING).status() == SettlementStatus.CANCELLED);
            settle(Fate.HELD);
            gate.complete(null);
            assertThat(town.refusal(resolved)).isEqualTo(RefusalCode.NOTHING_TO_RESOLVE);
            assertThat(bob.settlement(alice, Direction.INCOMING).status()).isEqualTo(SettlementStatus.ANSWERED);
        }

        @Test
        void cannotSayThatNothingWillCome() {
            town.onALedgerThatCan();
            aliceOwes80();
            settle(Fate.HELD);
            assertThat(refusal(bob, Resolution.UNPAID)).isEqualTo(RefusalCode.NOTHING_TO_RESOLVE);
        }

        @Test
        void hasNothingToSayAboutWhatIsWithdrawn() {
            town.onALedgerThatCan();
            aliceOwes80();
            settle(Fate.REFUSED);
            assertThat(refusal(bob, Resolution.PAID)).isEqualTo(RefusalCode.NOTHING_TO_RESOLVE);
        }

        @Test
        void waitsForTheDebtorToBeThere() {
            town.onALedgerThatCan();
            aliceOwes80();
            settle(Fate.CARRIED_OUT);
            town.network.down(true);
            town.clock.until(() -> !bob.isReadyFor(alice));
            assertThat(refusal(bob, Resolution.PAID)).isEqualTo(RefusalCode.PEER_AWAY);
            town.network.down(false);
            town.clock.until(() -> bob.isReadyFor(alice));
            assertThat(resolve(bob, Resolution.PAID).status()).isEqualTo(SettlementStatus.CREDITED);
        }
    }

    @Test
    void knowsOnlySettlementsOfItsLines() {
        aliceOwes80();
        assertThat(town.refusal(alice.node().resolve(new SettlementKey(1, 2), Resolution.PAID)))
                .isEqualTo(RefusalCode.NOTHING_TO_RESOLVE);
    }

    @Test
    void doesNotMindThatTheSettlementIsFollowedByAnother() {
        town.onALedgerThatCan(LOOK_UP);
        aliceOwes80();
        settle(Fate.REFUSED);
        SettlementKey first = key();
        settle(Fate.REQUEST_LOST);
        assertThat(key()).isNotEqualTo(first);
        assertThat(town.refusal(alice.node().resolve(first, Resolution.UNPAID)))
                .isEqualTo(RefusalCode.NOTHING_TO_RESOLVE);
        assertThat(alice.settlement(bob, Direction.OUTGOING).status()).isEqualTo(SettlementStatus.IN_DOUBT);
    }
}
