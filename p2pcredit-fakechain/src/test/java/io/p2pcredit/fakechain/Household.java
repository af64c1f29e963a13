package io.p2pcredit.fakechain;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.contract.Patience;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.PeerDirectory.PublishOutcome;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Settlement;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a peer keeps when its process ends, and the process of now, which may end at any of its writes. */
final class Household implements AutoCloseable {
    private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(60));

    final PeerId name;
    private final InMemoryStorage storage = new InMemoryStorage();
    private final InMemoryHistory history = new InMemoryHistory();
    private final InMemorySigner signer = InMemorySigner.generate();
    private final Surroundings world;
    private final FakechainClient registrar;
    private final FakechainClient chain;
    private Optional<Ledger> ledger = Optional.empty();
    private @Nullable CreditNode node;
    private volatile @Nullable Death death;

    /**
     * A peer that is not started.
     *
     * @param world where it is found and dialled; its account is on the chain
     * @param registrar opens that account
     */
    Household(PeerId name, Surroundings world, FakechainClient registrar, FakechainClient chain) {
        this.name = name;
        this.world = world;
        this.registrar = registrar;
        this.chain = chain;
    }

    /** Its way to the chain. */
    FakechainClient chain() {
        return chain;
    }

    /** From its next start on it sees this ledger. */
    Household over(Ledger other) {
        ledger = Optional.of(other);
        return this;
    }

    CreditNode start() {
        publish();
        CreditNode started = CreditNode.builder(name)
                .in(new Surroundings(world.transport(), world.directory(), ledger.orElse(chain)))
                .store(mortal(storage.takeOver()), history)
                .signer(signer)
                .admission(AdmissionPolicy.upTo(1_000_000_000_000L))
                .start();
        node = started;
        return started;
    }

    /** Opens its account, or binds it to its own key. */
    void publish() {
        publish(signer.publicKey());
    }

    /** The same with another key. */
    void publish(PublicKey key) {
        PeerRecord record = new PeerRecord(name, Optional.empty(), Optional.of(key));
        until(
                "it has an account",
                () -> answer(registrar.publish(record))
                        .equals(new PublishOutcome.Published())); // a slow server is none
    }

    CreditNode node() {
        if (node == null) {
            throw new IllegalStateException(name + " is not there");
        }
        return node;
    }

    CreditNode restart() {
        node().close();
        return start();
    }

    /** The process dies at that of its next writes, from 0, before or after it is durable. */
    void dieAtWrite(int number, boolean durable) {
        death = new Death(new AtomicInteger(number), durable);
    }

    boolean isDead() {
        return node().status().state() == NodeStatus.State.HALTED;
    }

    /** Whether it has died; if not, it will not any more. */
    boolean hasDied() {
        death = null;
        return isDead();
    }

    private record Death(AtomicInteger writesBefore, boolean durable) {}

    long owes(Household peer) {
        return node().trustline(peer.name)
                .map(line -> line.balance().owedByMe())
                .orElseThrow();
    }

    boolean isReadyFor(Household peer) {
        return node().trustline(peer.name).filter(line -> line.online()).isPresent();
    }

    Optional<Settlement> settlementWith(Household peer, Direction direction) {
        return node().settlements().stream()
                .filter(settlement -> settlement.peer().equals(peer.name) && settlement.direction() == direction)
                .findFirst();
    }

    static void until(String what, java.util.function.BooleanSupplier holds) {
        PATIENCE.until(what, holds);
    }

    static <T> T answer(java.util.concurrent.CompletionStage<T> stage) {
        return PATIENCE.answer(stage);
    }

    /** The journal at which the process may die. */
    private Journal mortal(Journal journal) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("append")) {
                        return append(journal, (ByteBuffer) arguments[0]);
                    }
                    try {
                        return method.invoke(journal, arguments);
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private long append(Journal journal, ByteBuffer group) {
        Death planned = death;
        if (planned == null || planned.writesBefore().getAndDecrement() != 0) {
            return journal.append(group);
        }
        if (planned.durable()) {
            journal.append(group);
        }
        throw new StorageException(StorageException.Code.FAILED, "the process dies here");
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
        chain.close();
    }
}
