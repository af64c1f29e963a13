package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Alice owes bob 60, and may have settled in a life of which she has only an older copy. */
class LostTransferTest {
    private static final TransactionId TX = TransactionId.of("tx-1");

    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    LostTransferTest() {
        alice.pay(60);
        pair.settleDown();
    }

    private Effect look(long number) {
        SettlementKey key = SettlementKey.of(alice.line().identity().id(), Side.LOW, number);
        return new Effect.LookForLost(number, key);
    }

    private static Input lost(long number, long units) {
        return new Input.LostTransferFound(number, Amount.of(units), TX, End.LEDGER);
    }

    private static Input found(long number, long units) {
        return new Input.TransferFound(number, Amount.of(units), TX);
    }

    private void aliceUnannounced(long units) {
        alice.take(new Input.SettleUnannounced(Optional.of(Amount.of(units)), End.LEDGER));
    }

    /** How alice's line may stand when her node starts, and the settlement that is looked for then; 0 for none. */
    enum Standing {
        OWES(1) {
            @Override
            void bring(LostTransferTest test) {}
        },
        OWES_NOTHING(0) {
            @Override
            void bring(LostTransferTest test) {
                test.bob.pay(60);
                test.pair.settleDown();
            }
        },
        IS_OWED(0) {
            @Override
            void bring(LostTransferTest test) {
                test.bob.pay(61);
                test.pair.settleDown();
            }
        },
        SETTLES(0) {
            @Override
            void bring(LostTransferTest test) {
                test.alice.settle(10);
                test.pair.settleDown();
            }
        },
        SETTLES_UNANNOUNCED(0) {
            @Override
            void bring(LostTransferTest test) {
                test.pair.disconnect();
                test.aliceUnannounced(10);
            }
        },
        HAS_SETTLED_A_PART(2) {
            @Override
            void bring(LostTransferTest test) {
                SETTLES.bring(test);
                test.bob.take(found(1, 10));
                test.pair.settleDown();
            }
        },
        HAS_WITHDRAWN(2) {
            @Override
            void bring(LostTransferTest test) {
                SETTLES.bring(test);
                test.alice.take(new Input.TransferRefused(1, End.REFUSED));
                test.pair.settleDown();
            }
        },
        IS_FROZEN(0) {
            @Override
            void bring(LostTransferTest test) {
                Update forged = Forgery.of(test.bob).paid(1).update();
                test.alice.take(new Input.UpdateReceived(forged));
                assertThat(test.alice.line().isFrozen()).isTrue();
            }
        },
        IS_RETIRED(0) {
            @Override
            void bring(LostTransferTest test) {
                test.alice.take(new Input.Retire(new PublicKey(9, 9, 9, 9)));
            }
        };

        private final long lookedFor;

        Standing(long lookedFor) {
            this.lookedFor = lookedFor;
        }

        abstract void bring(LostTransferTest test);
    }

    @ParameterizedTest
    @EnumSource
    void isLookedForAtTheStartWhereSomethingIsOwedAndNothingUnderWay(Standing standing) {
        standing.bring(this);
        alice.restart();
        List<Effect> looks = alice.effects.stream()
                .filter(Effect.LookForLost.class::isInstance)
                .toList();
        assertThat(looks).isEqualTo(standing.lookedFor == 0 ? List.of() : List.of(look(standing.lookedFor)));
    }

    /** Whatever has happened since it was looked for. */
    @ParameterizedTest
    @EnumSource
    void isTakenInUnderTheNextNumberOnlyAndWhereNothingIsUnderWay(Standing standing) {
        standing.bring(this);
        Line before = alice.line();
        long next = Math.max(standing.lookedFor, 1);
        alice.take(lost(next - 1, 5), lost(next + 1, 5));
        assertThat(alice.line()).isEqualTo(before);
        alice.take(lost(next, 5));
        boolean owesNothing = standing == Standing.OWES_NOTHING || standing == Standing.IS_OWED;
        boolean takenIn = standing.lookedFor > 0 || owesNothing; // what is on the ledger is credited all the same
        assertThat(alice.line().equals(before)).isEqualTo(!takenIn);
        assertThat(alice.replayed()).isEqualTo(alice.line());
    }

    @Test
    void isRecordedAsSettledWithoutAnAnswerAndConfirmed() {
        pair.disconnect();
        alice.restart();
        int known = alice.facts.size();
        alice.take(lost(1, 40));
        OnLedger there = OnLedger.handedTo(End.LEDGER).confirmed(Optional.of(TX));
        assertThat(alice.facts.subList(known, alice.facts.size()))
                .containsExactly(
                        new LineRecord.SettledUnannounced(1, Amount.of(40), End.LEDGER),
                        new LineRecord.LedgerStepped(Direction.OUTGOING, 1, there));
        assertThat(alice.effects).isEmpty();
        assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.CONFIRMED);
        assertThat(alice.line().exposure()).isEqualTo(20);
        assertThat(alice.balance()).isEqualTo(-60);
    }

    @ParameterizedTest
    @CsvSource({"40, false", "40, true", "60, false", "60, true", "80, false", "80, true"})
    void isAnnouncedAndCreditedOnceAndTheNextOneIsLookedFor(long units, boolean ready) {
        pair.disconnect();
        alice.restart();
        if (ready) {
            pair.connect().settleDown();
        }
        alice.take(lost(1, units), lost(1, units));
        pair.connect().settleDown().assertInStep();
        bob.take(found(1, units));
        pair.settleDown();
        alice.take(lost(1, units));
        pair.settleDown().assertInStep();
        assertThat(alice.balance()).isEqualTo(units - 60);
        assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.CREDITED);
        assertThat(bob.line().incoming().status()).isEqualTo(SettlementStatus.CREDITED);
        pair.assertHonest().assertReplays();
    }

    @ParameterizedTest
    @CsvSource({"40, true", "60, false"})
    void leadsToTheNextOnceItIsCreditedIfSomethingIsStillOwed(long units, boolean more) {
        pair.disconnect();
        alice.restart();
        alice.take(lost(1, units));
        pair.connect().settleDown();
        bob.take(found(1, units));
        pair.deliver(bob);
        assertThat(alice.effects).isEqualTo(more ? List.of(look(2)) : List.of());
    }

    @Test
    void isLookedForAgainOnceEverythingElseIsBack() {
        int backup = alice.facts.size();
        bob.pay(60);
        pair.settleDown();
        int without = alice.facts.size();
        alice.pay(7);
        pair.settleDown();
        assertThat(backup).isLessThan(without);
        alice.restore(without);
        assertThat(alice.effects).isEmpty();
        pair.connect();
        pair.deliver(alice);
        pair.deliver(bob);
        while (!alice.link().isReady()) {
            pair.deliver(bob);
        }
        assertThat(alice.effects).contains(look(1));
    }

    @Test
    void isNotRecordedWhileOwnEntriesComeBack() {
        int backup = alice.facts.size();
        alice.pay(5).changeLimit(7);
        pair.settleDown().disconnect();
        alice.restore(backup);
        pair.connect();
        pair.deliver(alice);
        pair.deliver(bob);
        pair.deliver(bob);
        assertThat(alice.line().restoring()).isTrue();
        Line before = alice.line();
        alice.take(lost(1, 40));
        assertThat(alice.line()).isEqualTo(before);
    }

    /** The life that is lost met its own key when it announced more than the ledger had recorded. */
    @Test
    void freezesNothingIfMoreWasAnnouncedUnderItsNumber() {
        int backup = alice.facts.size();
        alice.settle();
        pair.settleDown();
        bob.take(found(1, 40));
        pair.settleDown().disconnect();
        alice.restore(backup);
        alice.take(lost(1, 40));
        pair.connect().settleDown().assertInStep();
        assertThat(alice.line().outgoing().intent())
                .contains(new Entry.SettlementIntent(1, Amount.of(60), AccountId.of("alice")));
        assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.CREDITED);
        assertThat(alice.balance()).isEqualTo(-20);
        pair.assertHonest().assertReplays();
    }
}
