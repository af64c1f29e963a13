package io.p2pcredit;

import static com.google.common.base.Preconditions.checkState;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.internal.Assembly;
import io.p2pcredit.internal.NodeParts;
import io.p2pcredit.internal.NodeParts.Announcement;
import io.p2pcredit.internal.NodeParts.Settling;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a node together. Needed are {@link #in} and a store ({@link #store} or {@link #inMemory}); everything else has a
 * default. For one thread at a time, and for one start.
 */
public final class CreditNodeBuilder {
    private final PeerId self;
    private final List<AutoCloseable> made = new ArrayList<>();
    private final List<Consumer<NodeEvent>> listeners = new ArrayList<>();
    private @Nullable Surroundings surroundings;
    private @Nullable Journal journal;
    private @Nullable History history;
    private @Nullable Signer signer;
    private @Nullable NodeEnvironment environment;
    private Optional<Provider> signatureProvider = Optional.empty();
    private Asset asset = Asset.CREDIT;
    private Announcement announcement = Announcement.whereItListens();
    private AdmissionPolicy admission = AdmissionPolicy.ask();
    private SettlementPolicy settlement = SettlementPolicy.atTheLimit();

    CreditNodeBuilder(PeerId self) {
        this.self = self;
    }

    /** Where the node meets its peers and settles with them. */
    @CanIgnoreReturnValue
    public CreditNodeBuilder in(Surroundings world) {
        surroundings = world;
        return this;
    }

    /** Keeps everything in the two stores, which stay open when the node is closed. */
    @CanIgnoreReturnValue
    public CreditNodeBuilder store(Journal nodeJournal, History nodeHistory) {
        journal = nodeJournal;
        history = nodeHistory;
        return this;
    }

    /** Keeps everything in memory: the trustlines end with the node. */
    @CanIgnoreReturnValue
    public CreditNodeBuilder inMemory() {
        Journal inMemory = new InMemoryStorage().open();
        made.add(inMemory);
        return store(inMemory, new InMemoryHistory());
    }

    /** The identity. Default: a new key, which ends with the node. */
    @CanIgnoreReturnValue
    public CreditNodeBuilder signer(Signer identity) {
        signer = identity;
        return this;
    }

    /**
     * Who computes Ed25519 signatures; default: the first of the platform's providers that can. The list of providers
     * is never touched. The JDK's own is 10 to 60 times slower than the best.
     */
    @CanIgnoreReturnValue
    public CreditNodeBuilder signatureProvider(Provider provider) {
        signatureProvider = Optional.of(provider);
        return this;
    }

    /** Time, chance and threads. Default: the machine's. */
    @CanIgnoreReturnValue
    public CreditNodeBuilder environment(NodeEnvironment world) {
        environment = world;
        return this;
    }

    /** What the lines count. Default: {@link Asset#CREDIT}. Both ends of a line need the same. */
    @CanIgnoreReturnValue
    public CreditNodeBuilder asset(Asset counted) {
        asset = counted;
        return this;
    }

    /** Who may open a line with this node. Default: {@link AdmissionPolicy#ask}. */
    @CanIgnoreReturnValue
    public CreditNodeBuilder admission(AdmissionPolicy policy) {
        admission = policy;
        return this;
    }

    /** When the node settles by itself. Default: {@link SettlementPolicy#atTheLimit}. */
    @CanIgnoreReturnValue
    public CreditNodeBuilder settlement(SettlementPolicy policy) {
        settlement = policy;
        return this;
    }

    /**
     * Publishes this address for others to dial, such as a tunnel's. Default: the address that the transport listens
     * on.
     */
    @CanIgnoreReturnValue
    public CreditNodeBuilder advertise(URI address) {
        announcement = Announcement.as(address);
        return this;
    }

    /** Publishes no address: the node dials others, and nobody dials it. */
    @CanIgnoreReturnValue
    public CreditNodeBuilder notDiallable() {
        announcement = Announcement.nowhere();
        return this;
    }

    /**
     * Calls the listener for everything that happens, from the first moment on: a node may already meet its peers when
     * {@link #start} returns. May be called several times.
     */
    @CanIgnoreReturnValue
    public CreditNodeBuilder onEvent(Consumer<NodeEvent> listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Starts the node and waits until it is ready.
     *
     * @throws StartException if it cannot be started; nothing is left running
     * @throws IllegalStateException if something needed is missing
     */
    public CreditNode start() {
        try {
            return launch().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StartException refused) {
                throw refused;
            }
            throw e;
        }
    }

    /** The same without waiting; the future fails with {@link StartException}. */
    public CompletableFuture<CreditNode> launch() {
        checkState(surroundings != null, "say where the node lives: in(...)");
        checkState(journal != null && history != null, "say where the node keeps its state: store(...) or inMemory()");
        return Assembly.launch(new NodeParts(
                self,
                surroundings,
                journal,
                history,
                signer != null ? signer : newIdentity(),
                environment != null ? environment : ownEnvironment(),
                signatureProvider,
                asset,
                announcement,
                admission,
                Settling.by(settlement),
                listeners,
                made));
    }

    private Signer newIdentity() {
        return signatureProvider.map(InMemorySigner::generate).orElseGet(InMemorySigner::generate);
    }

    private NodeEnvironment ownEnvironment() {
        NodeEnvironment system = NodeEnvironment.system();
        made.add(system);
        return system;
    }
}
