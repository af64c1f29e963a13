package io.p2pcredit;

import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One peer: holds its trustlines, talks to their other ends, and settles on a ledger.
 *
 * <p>No method blocks, but for {@link EventStream}, {@link #close} and those that say so. What is not allowed now fails its future with a
 * {@link RefusedException} and changes nothing; arguments that make no sense throw {@link IllegalArgumentException}.
 * Cancelling a future that a node has returned changes nothing: what was asked for goes on. Reads show what is durable,
 * never more.
 *
 * <p>All methods may be called from any thread.
 */
public interface CreditNode extends AutoCloseable {
    static CreditNodeBuilder builder(PeerId self) {
        return new CreditNodeBuilder(self);
    }

    PeerId self();

    PublicKey publicKey();

    NodeStatus status();

    /**
     * Proposes a trustline; or, on a line on which either side gives no credit, that both give credit again.
     *
     * @param limit what this node lets the peer owe it, and asks the peer to let it owe
     * @return completes when both sides have opened the line and that is durable here; fails if the peer declines
     */
    CompletableFuture<TrustlineView> propose(PeerId peer, CreditLimit limit);

    /** Proposals of others that wait for an answer, oldest first. They are forgotten when their peer leaves. */
    List<Proposal> proposals();

    /** Accepts the peer's proposal. Completes when the line is open and durable here. */
    CompletableFuture<TrustlineView> accept(PeerId peer, CreditLimit granted);

    /** Declines the peer's proposal. */
    CompletableFuture<Void> decline(PeerId peer);

    /**
     * Lets the peer owe another amount from now on, even less than it owes already; 0 closes the line, once nothing is
     * owed.
     */
    CompletableFuture<TrustlineView> changeLimit(PeerId peer, CreditLimit granted);

    /** All trustlines, by name of the peer. */
    List<TrustlineView> trustlines();

    Optional<TrustlineView> trustline(PeerId peer);

    /** What {@link #pay} would do now. Changes nothing. */
    Plan plan(PaymentOrder order);

    /**
     * Pays on credit. Up to the limit that the peer has granted at once; past it, if the {@link
     * io.p2pcredit.spi.SettlementPolicy} allows, by paying up to it, settling everything owed, and paying the rest, as
     * often as needed. While the peer is away the payment is queued.
     */
    PendingPayment pay(PaymentOrder order);

    /** A payment of this node; empty if none of that id was ever recorded. Blocks on the store. */
    Optional<Payment> payment(PaymentId id);

    /** This node's payments that wait to be signed for, by name of the peer and in their order. */
    List<Payment> queued();

    /** Takes a payment back; fails with {@code NOT_QUEUED} once any part of it is signed for. */
    CompletableFuture<Payment> cancel(PaymentId id);

    /** What the line with that peer is frozen about; empty if it is not frozen. */
    Optional<Dispute> dispute(PeerId peer);

    /**
     * Decides about a line that cannot go on by itself. A proof that is taken as true unfreezes the line; the evidence
     * is kept. As long as the two ends have not decided alike the line freezes again as soon as they meet, and the peer
     * may have to decide too. Settlements that were under way begin anew or are withdrawn.
     *
     * @return fails with {@code NOT_FROZEN} if nothing is in dispute, and with {@code PROOF_NOT_USABLE} if the proof
     *     takes back what was signed for already, so that only the other one can be true
     */
    CompletableFuture<TrustlineView> reconcile(PeerId peer, Reconciliation decision);

    /** Settles on the ledger. */
    PendingSettlement settle(PeerId peer, SettleOrder order);

    /** The newest settlement of each direction of each line. */
    List<Settlement> settlements();

    /**
     * Says what a person knows about a settlement that the ledger cannot tell about: of the debtor, one that is in
     * doubt; of the creditor, one that it has accepted and of which the ledger, asked once more, shows nothing. A debtor
     * who has said {@code PAID} may still say {@code UNPAID} until it is credited, and owes it then as before.
     */
    CompletableFuture<Settlement> resolve(SettlementKey key, Resolution resolution);

    /** Who the peer is known as, and who it says it is now. */
    CompletableFuture<PeerIdentity> identity(PeerId peer);

    /**
     * Takes the key that the directory now shows as the peer's, in the place of the pinned one. The line under the old
     * key stays to be read; with the new key a line begins anew.
     *
     * @param key the one that was shown to the owner; fails with {@code NOT_THE_KEY_SHOWN} if the directory shows another one
     *     by now, and with {@code KEY_CHANGED} if the key is another name's, or was given up before
     */
    CompletableFuture<PeerIdentity> acceptKey(PeerId peer, PublicKey key);

    /**
     * What has happened, newest first, with payments of this node as far as they have come by now. Blocks on the store,
     * and may not yet have what happened last.
     */
    Page<NodeEvent.Recorded> history(HistoryQuery query);

    /** Everything recorded after the cursor, at least once, to be pulled. */
    EventStream events(Cursor after);

    /** Calls the listener for everything that happens from now on; {@link CreditNodeBuilder#onEvent} misses nothing. */
    Subscription onEvent(Consumer<NodeEvent> listener);

    /**
     * A digest of the last durable state of all lines. Two nodes that were built from the same journal have the same;
     * use it to check a copy.
     */
    Hash digest();

    /**
     * Writes a copy of both stores into two new files while the node goes on. They belong together: a node can be started
     * from them as from the stores themselves, and takes what has happened since back from its peers. What happens while
     * the copies are written may be in them or not.
     *
     * @return completes when both are written; else neither file is left, and it fails with
     *     {@link UnsupportedOperationException} if a store is not kept in files, with
     *     {@link io.p2pcredit.spi.StorageException} if a file exists or cannot be written, and with
     *     {@link RefusedException} if another copy is being written ({@code BUSY}) or the node has stopped
     */
    CompletableFuture<Void> backup(Path journalCopy, Path historyCopy);

    /** Settles whatever can be settled within the time, then closes the node. Lines stay open. */
    CompletableFuture<ClosingReport> settleAllAndClose(Duration limit);

    /**
     * Takes leave of all peers and stops; settles nothing, and lines stay open. Returns when nothing is stored any
     * more, so that the store can be closed; after 10 seconds it no longer waits for that. May be called twice, and on
     * the node's callbacks.
     */
    @Override
    void close();
}
