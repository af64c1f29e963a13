package io.p2pcredit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.CreditNodeBuilder;
import io.p2pcredit.RefusedException;
import io.p2pcredit.contract.Patience;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.inmemory.LedgerBehaviour;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Some peers in one process, with what a test needs to make their lives hard. */
final class Town implements AutoCloseable {
    static final PeerId ALICE = PeerId.of("Alice");
    static final PeerId BOB = PeerId.of("Bob");
    static final PeerId CHARLIE = PeerId.of("Charlie");

    private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(30));

    /** What is in an account unless a test says otherwise. */
    static final long ENOUGH = 1L << 60;

    private final InMemoryWorld world = new InMemoryWorld();
    private final List<CreditNode> nodes = new ArrayList<>();
    private final long funds;
    final House alice;
    final House bob;

    /** Peers with enough money for everything. */
    Town() {
        this(ENOUGH);
    }

    /** Peers with that much in their accounts. */
    Town(long funds) {
        this.funds = funds;
        alice = house(ALICE, InMemorySigner.generate());
        bob = house(BOB, InMemorySigner.generate());
    }

    /** What a peer keeps when its node ends. */
    final class House {
        final PeerId name;
        final InMemoryStorage storage = new InMemoryStorage();
        final InMemoryHistory history = new InMemoryHistory();
        final InMemorySigner signer;
        final Surroundings surroundings;
        final CuttableTransport transport;

        House(PeerId name, InMemorySigner signer, Surroundings all) {
            this.name = name;
            this.signer = signer;
            this.transport = new CuttableTransport(all.transport());
            this.surroundings = new Surroundings(transport, all.directory(), all.ledger());
        }

        /** The same name with another key. */
        House withKey(InMemorySigner other) {
            return new House(name, other, surroundings);
        }

        CreditNode start() {
            return start(builder -> builder);
        }

        CreditNode start(UnaryOperator<CreditNodeBuilder> options) {
            CreditNodeBuilder builder = CreditNode.builder(name)
                    .in(surroundings)
                    .store(storage.takeOver(), history)
                    .signer(signer);
            CreditNode node = options.apply(builder).start();
            nodes.add(node);
            return node;
        }
    }

    /** One more peer, with that key. */
    final House house(PeerId name, InMemorySigner signer) {
        return new House(name, signer, world.with(name, funds));
    }

    /** One more peer, with that much in its account. */
    House house(PeerId name, long itsFunds) {
        return new House(name, InMemorySigner.generate(), world.with(name, itsFunds));
    }

    /** How the ledger behaves towards a peer. */
    LedgerBehaviour ledgerOf(PeerId peer) {
        return world.ledgerOf(peer);
    }

    /** What a peer has on the ledger. */
    long funds(PeerId peer) {
        Ledger ledger = alice.surroundings.ledger();
        return answer(ledger.balance(ledger.accountOf(peer)).toCompletableFuture())
                .known()
                .orElseThrow();
    }

    static UnaryOperator<CreditNodeBuilder> admitting(long limit) {
        return builder -> builder.admission(AdmissionPolicy.upTo(limit));
    }

    /** Two nodes with a line of that limit, both ways. */
    static void open(CreditNode proposer, CreditNode acceptor, long limit) {
        proposer.propose(acceptor.self(), CreditLimit.of(limit)).join();
        await(() -> acceptor.trustline(proposer.self())
                .filter(line -> line.online() && line.unacknowledged() == 0)
                .isPresent());
    }

    /** The refusal with which a future fails. */
    static Refusal refusal(CompletableFuture<?> future) {
        Throwable failure = PATIENCE.failure(future);
        assertThat(failure).isInstanceOf(RefusedException.class);
        return ((RefusedException) failure).refusal();
    }

    /** What a future answers, which must not fail. */
    static <T> T answer(CompletableFuture<T> future) {
        return PATIENCE.answer(future);
    }

    /** Waits until something holds; the time limit is for a broken node only. */
    static void await(BooleanSupplier condition) {
        PATIENCE.until("what the test waits for has come", condition);
    }

    @Override
    public void close() {
        nodes.forEach(CreditNode::close);
    }
}
