package io.p2pcredit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.CreditNodeBuilder;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.RefusedException;
import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.inmemory.LedgerBehaviour;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.FakeEd25519;
import io.p2pcredit.simulation.world.SimulatedSigner;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/**
 * Alice, Bob and Charlie in a {@link Clockwork}, with the same funds each on one ledger. They grant everybody 100, their
 * processes can be killed at any moment, and nothing in here waits for the machine.
 */
final class Clocktown {
    static final Provider PROVIDER = new FakeEd25519();

    static final PeerId ALICE = PeerId.of("Alice");
    static final PeerId BOB = PeerId.of("Bob");
    static final PeerId CHARLIE = PeerId.of("Charlie");

    final Clockwork clock = new Clockwork();
    final ClockworkNetwork network = new ClockworkNetwork(clock);
    final InMemoryWorld world = new InMemoryWorld();
    final House alice;
    final House bob;
    final House charlie;
    private final long each;
    private long lives;

    /** With 500 units each. */
    Clocktown() {
        this(500);
    }

    /** With that much each. */
    Clocktown(long each) {
        this.each = each;
        alice = new House(ALICE);
        bob = new House(BOB);
        charlie = new House(CHARLIE);
    }

    /** The ledger can do that, for everybody. */
    Clocktown onALedgerThatCan(Capability... capabilities) {
        ledgerOf(ALICE).can(capabilities);
        ledgerOf(BOB).can(capabilities);
        ledgerOf(CHARLIE).can(capabilities);
        return this;
    }

    LedgerBehaviour ledgerOf(PeerId peer) {
        return world.ledgerOf(peer);
    }

    /** What a peer keeps when its process ends, and the process of now. */
    final class House {
        final PeerId name;
        InMemoryStorage storage = new InMemoryStorage();
        InMemoryHistory history = new InMemoryHistory();
        final Signer signer;
        final Surroundings surroundings;
        private UnaryOperator<CreditNodeBuilder> options = builder -> builder;
        private Optional<Clockwork.Life> life = Optional.empty();
        private Optional<CreditNode> node = Optional.empty();
        private Optional<Death> planned = Optional.empty();

        House(PeerId name) {
            this.name = name;
            this.signer = new SimulatedSigner(PROVIDER, Chance.of(0, name.name()));
            Surroundings all = world.with(name, each);
            this.surroundings = new Surroundings(network.of(name), all.directory(), all.ledger());
        }

        /** What its nodes are built with from now on. */
        House with(UnaryOperator<CreditNodeBuilder> more) {
            options = more;
            return this;
        }

        /** The same with another sight of the ledger. */
        House with(Ledger ledger) {
            return with(builder ->
                    builder.in(new Surroundings(surroundings.transport(), surroundings.directory(), ledger)));
        }

        CreditNode start() {
            Clockwork.Life next = clock.life(++lives);
            life = Optional.of(next);
            CreditNodeBuilder builder = CreditNode.builder(name)
                    .in(surroundings)
                    .store(new Mortal(storage.takeOver(), this), history)
                    .signer(signer)
                    .signatureProvider(PROVIDER)
                    .environment(next)
                    .admission(AdmissionPolicy.upTo(100));
            node = Optional.of(clock.answer(options.apply(builder).launch()));
            return node();
        }

        CreditNode node() {
            return node.orElseThrow();
        }

        /** The process is killed. */
        void kill() {
            life.ifPresent(Clockwork.Life::close);
            network.vanished(name);
        }

        CreditNode restart() {
            kill();
            return start();
        }

        /** A copy of its journal. */
        InMemoryStorage backup() {
            InMemoryStorage copy = new InMemoryStorage();
            Journal to = copy.open();
            storage.takeOver().replay(0, (position, group) -> to.append(group));
            return copy;
        }

        /** Goes back to a copy. */
        void restore(InMemoryStorage copy) {
            storage = copy;
            history = new InMemoryHistory();
        }

        /** The process will be killed at that of its next writes, from 0, before or after it is durable. */
        void killAtWrite(int number, boolean durable) {
            planned = Optional.of(new Death(number, durable));
        }

        /** Whether that has come to pass. */
        boolean isKilled() {
            return planned.filter(death -> death.writesBefore < 0).isPresent();
        }

        /** The same; if not, it will not any more. */
        boolean wasKilled() {
            boolean killed = isKilled();
            planned = Optional.empty();
            return killed;
        }

        long owes(House peer) {
            return node().trustline(peer.name).orElseThrow().balance().owedByMe();
        }

        Balance balanceWith(House peer) {
            return node().trustline(peer.name).orElseThrow().balance();
        }

        boolean isReadyFor(House peer) {
            return node().trustline(peer.name).filter(line -> line.online()).isPresent();
        }

        Settlement settlement(House peer, Direction direction) {
            return node().settlements().stream()
                    .filter(settlement -> settlement.peer().equals(peer.name) && settlement.direction() == direction)
                    .findFirst()
                    .orElseThrow();
        }

        /** What is in its account. */
        long funds() {
            long funds = each;
            for (Ledger.Recorded recorded : world.transfers()) {
                long units = recorded.transfer().amount().units();
                funds += recorded.transfer().payee().text().equals(name.name()) ? units : 0;
                funds -= recorded.transfer().payer().text().equals(name.name()) ? units : 0;
            }
            return funds;
        }
    }

    /** When a process is to be killed. */
    private static final class Death {
        private final boolean durable;
        private int writesBefore;

        Death(int writesBefore, boolean durable) {
            this.writesBefore = writesBefore;
            this.durable = durable;
        }

        boolean isNow() {
            return writesBefore-- == 0;
        }
    }

    /** A journal at which its process may be killed. */
    private static final class Mortal extends ForwardingJournal {
        private final House house;

        Mortal(Journal journal, House house) {
            super(journal);
            this.house = house;
        }

        @Override
        public long append(ByteBuffer group) {
            Optional<Death> now = house.planned.filter(Death::isNow);
            if (now.isEmpty()) {
                return super.append(group);
            }
            house.kill();
            if (now.get().durable) {
                super.append(group);
            }
            throw new StorageException(StorageException.Code.FAILED, "killed");
        }
    }

    /** Two nodes have a line of 100 both ways, and one owes the other that much. */
    void indebt(House debtor, House creditor, long units) {
        clock.answer(debtor.node().propose(creditor.name, CreditLimit.of(100)));
        clock.until(() -> debtor.isReadyFor(creditor) && creditor.isReadyFor(debtor));
        clock.answer(debtor.node().pay(PaymentOrder.to(creditor.name, units)).acknowledged());
    }

    /** Something was asked for, and its answer is of no interest. */
    static void asked(CompletableFuture<?> answer) {
        assertThat(answer).isNotNull();
    }

    /** The code with which a future is refused. */
    RefusalCode refusal(CompletableFuture<?> future) {
        clock.until(future::isDone);
        try {
            throw new AssertionError("not refused: " + future.join());
        } catch (CompletionException e) {
            return ((RefusedException) e.getCause()).code();
        }
    }
}
