package io.p2pcredit.transport.ws.mallory;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.CreditNodeBuilder;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.contract.Patience;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.PeerDirectory.FindOutcome;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.transport.ws.WebSocketTransport;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * The node that is attacked, and an honest peer with an open line to it; both real, over real WebSockets on loopback.
 */
final class Scene implements AutoCloseable {
    static final PeerId ALICE = PeerId.of("Alice");
    static final PeerId BOB = PeerId.of("Bob");

    /** What Mallory and the node let each other owe. */
    static final CreditLimit LIMIT = CreditLimit.of(100);

    /** What Mallory has paid before she attacks. */
    static final long PAID = 10;

    /** What Mallory owes before she attacks. */
    static final long DEBT = 7;

    private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(20));
    private static final CreditLimit MUCH = CreditLimit.of(1_000_000);
    private static final long FUNDS = 1_000_000_000;
    private static final AtomicLong NEWCOMERS = new AtomicLong();

    private final InMemoryWorld world = new InMemoryWorld();
    private final WebSocketTransport transportOfAlice;
    private final WebSocketTransport transportOfBob =
            WebSocketTransport.builder().build();
    private final CreditNode alice;
    private final CreditNode bob;
    private final URI address;
    private Optional<Mallory> accomplice = Optional.empty();
    private final Queue<CloseCode> losses = new ConcurrentLinkedQueue<>();
    private long rounds;

    /** A node as it comes. */
    Scene() {
        this(WebSocketTransport.builder().build(), builder -> builder);
    }

    /** A node on that transport, which is the scene's from now on. */
    Scene(WebSocketTransport transport, UnaryOperator<CreditNodeBuilder> options) {
        transportOfAlice = transport;
        CreditNodeBuilder builder = node(ALICE, transportOfAlice)
                .admission(AdmissionPolicy.everybody())
                .onEvent(this::noteLosses);
        alice = options.apply(builder).start();
        bob = node(BOB, transportOfBob).start();
        PATIENCE.answer(bob.propose(ALICE, MUCH));
        address = addressOf(ALICE);
        servesTheHonest();
    }

    private void noteLosses(NodeEvent event) {
        if (event instanceof NodeEvent.PeerOffline loss && loss.peer().equals(BOB)) {
            losses.add(loss.code());
        }
    }

    private CreditNodeBuilder node(PeerId name, WebSocketTransport transport) {
        Surroundings inMemory = world.with(name, FUNDS);
        return CreditNode.builder(name)
                .in(new Surroundings(transport, inMemory.directory(), inMemory.ledger()))
                .inMemory();
    }

    private URI addressOf(PeerId name) {
        FindOutcome found =
                PATIENCE.answer(world.with(PeerId.of("Reader"), 0).directory().find(name));
        return ((FindOutcome.Found) found).peer().address().orElseThrow();
    }

    /** Somebody whom the directory knows, and nobody else. */
    Mallory newcomer() {
        return newcomer(InMemorySigner.generate());
    }

    /** Somebody whom the directory knows at that door. */
    Mallory newcomerAt(ServerSocket door) {
        Signer signer = InMemorySigner.generate();
        Mallory newcomer = as(PeerId.of("Mallory-" + NEWCOMERS.incrementAndGet()), signer);
        URI at = URI.create("ws://127.0.0.1:" + door.getLocalPort());
        publish(new PeerRecord(newcomer.name(), Optional.of(at), Optional.of(signer.publicKey())));
        return newcomer;
    }

    /** Somebody with an open line in step, in a session: both have paid. */
    Mallory peer() throws IOException {
        Mallory peer = newcomer().openLine(LIMIT).pay(PAID);
        PendingPayment payment = alice.pay(PaymentOrder.to(peer.name(), PAID - DEBT));
        while (peer.held().proof().paid() < PAID - DEBT) {
            peer.hear(Deliver.class);
        }
        peer.acknowledge();
        PATIENCE.answer(payment.acknowledged());
        return peer;
    }

    /** Another peer with an open line, always the same. */
    Mallory accomplice() throws IOException {
        if (accomplice.isEmpty()) {
            accomplice = Optional.of(peer());
        }
        return accomplice.get();
    }

    private Mallory newcomer(Signer signer) {
        PeerId name = PeerId.of("Mallory-" + NEWCOMERS.incrementAndGet());
        publish(name, signer.publicKey());
        return as(name, signer);
    }

    /** Makes a key known under a name. */
    void publish(PeerId name, PublicKey key) {
        publish(new PeerRecord(name, Optional.empty(), Optional.of(key)));
    }

    private void publish(PeerRecord record) {
        PATIENCE.answer(world.with(record.name(), FUNDS).directory().publish(record));
    }

    /** Somebody who says that this is its name. */
    Mallory as(PeerId name, Signer signer) {
        return new Mallory(name, signer, address, alice.publicKey());
    }

    CreditNode alice() {
        return alice;
    }

    CreditNode bob() {
        return bob;
    }

    URI address() {
        return address;
    }

    /** How the node stands with her. */
    Standing standing(Mallory peer) {
        return Standing.of(alice.trustline(peer.name()).orElseThrow());
    }

    /** How the node stands with everybody else. */
    List<Standing> standing(PeerId but) {
        return alice.trustlines().stream()
                .filter(line -> !line.peer().equals(but))
                .map(Standing::of)
                .toList();
    }

    /**
     * The honest peer and the node pay each other; everything arrives, the balance is what was paid,
     * and they have been connected all the time.
     */
    void servesTheHonest() {
        PendingPayment there = bob.pay(PaymentOrder.to(ALICE, 3));
        PendingPayment back = alice.pay(PaymentOrder.to(BOB, 2));
        PATIENCE.answer(there.acknowledged());
        PATIENCE.answer(back.acknowledged());
        rounds++;
        assertThat(alice.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(rounds));
        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.of(-rounds));
        assertThat(losses).isEmpty();
        assertThat(alice.status()).isEqualTo(NodeStatus.of(NodeStatus.State.READY));
    }

    /** Waits until something holds, and not for ever. */
    static void await(String what, BooleanSupplier holds) {
        PATIENCE.until(what, holds);
    }

    @Override
    public void close() {
        bob.close();
        alice.close();
        transportOfAlice.close();
        transportOfBob.close();
    }
}
