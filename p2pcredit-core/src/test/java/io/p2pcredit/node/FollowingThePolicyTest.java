package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.SettlementStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Alice's node settles by itself. */
class FollowingThePolicyTest {
    private final Clocktown town = new Clocktown();
    private final Clocktown.House alice = town.alice;
    private final Clocktown.House bob = town.bob;
    private final List<Long> asked = new ArrayList<>();

    private void aliceOwes(long units, SettlementPolicy policy) {
        alice.with(builder -> builder.settlement(policy)).start();
        bob.start();
        town.indebt(alice, bob, units);
    }

    private void pay(long units) {
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, units)).acknowledged());
    }

    @Test
    void isAskedWhatDependsOnNoDebtByTheThreadThatStartsTheNode() {
        Thread starting = Thread.currentThread();
        List<Thread> askedOn = new ArrayList<>();
        InMemoryWorld world = new InMemoryWorld();
        SettlementPolicy policy = new SettlementPolicy() {
            @Override
            public OptionalLong amountToSettle(Debt debt) {
                return OptionalLong.empty();
            }

            @Override
            public boolean settlesAtTheLimit() {
                askedOn.add(Thread.currentThread());
                return true;
            }

            @Override
            public boolean creditsByBalance() {
                askedOn.add(Thread.currentThread());
                return false;
            }
        };
        CreditNode.builder(ALICE)
                .in(world.with(ALICE, 1))
                .inMemory()
                .settlement(policy)
                .start()
                .close();
        assertThat(askedOn).containsExactly(starting, starting);
    }

    @Test
    void settlesAsSoonAsMoreIsOwed() {
        aliceOwes(20, SettlementPolicy.above(20));
        town.clock.pass(Duration.ofSeconds(1));
        assertThat(alice.owes(bob)).isEqualTo(20);
        pay(1);
        town.clock.until(() -> alice.owes(bob) == 0);
        assertThat(bob.funds()).isEqualTo(521);
    }

    @Test
    void settlesWhatHasGrownDuringASettlementWhenThatIsOver() {
        town.ledgerOf(ALICE).nextTransfers(Fate.HELD);
        aliceOwes(30, SettlementPolicy.above(20));
        pay(25);
        town.ledgerOf(ALICE).release();
        town.clock.until(() -> alice.owes(bob) == 0);
        assertThat(town.world.transfers())
                .extracting(made -> made.transfer().amount().units())
                .containsExactly(30L, 25L);
    }

    @Test
    void isAskedOnceForEachTimeTheDebtGrows() {
        town.ledgerOf(ALICE).transfers(Fate.REFUSED);
        aliceOwes(30, debt -> {
            asked.add(debt.balance().owedByMe());
            return OptionalLong.of(10);
        });
        town.clock.pass(Duration.ofMinutes(1));
        assertThat(alice.settlement(bob, Direction.OUTGOING).status()).isEqualTo(SettlementStatus.CANCELLED);
        pay(5);
        town.clock.pass(Duration.ofMinutes(1));
        assertThat(asked).containsExactly(30L, 35L);
    }

    @Test
    void settlesNothingIfThePolicyFails() {
        aliceOwes(30, debt -> {
            throw new IllegalStateException("no idea");
        });
        pay(5);
        town.clock.pass(Duration.ofMinutes(1));
        assertThat(alice.owes(bob)).isEqualTo(35);
        assertThat(town.world.transfers()).isEmpty();
    }
}
