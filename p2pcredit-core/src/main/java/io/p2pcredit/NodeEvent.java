package io.p2pcredit;

import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.time.Instant;

/**
 * Something that an application may want to know at once. Only {@link Recorded} is kept; the others are of the moment.
 */
public sealed interface NodeEvent {
    /** Something durable has happened on a trustline. */
    record Recorded(Cursor cursor, Instant at, TrustlineEvent event) implements NodeEvent {}

    /** A peer would like a trustline, and the admission policy leaves the answer to the application. */
    record ProposalReceived(Proposal proposal) implements NodeEvent {}

    /** The peer of an open trustline is connected, and both ends are in step. */
    record PeerOnline(PeerId peer) implements NodeEvent {}

    /** The peer of an open trustline is away. */
    record PeerOffline(PeerId peer, CloseCode code) implements NodeEvent {}

    /** Somebody was turned away who used this name: who came, or who has it in the directory and was not dialled. */
    record PeerTurnedAway(PeerId peer, CloseCode code) implements NodeEvent {}

    /** This node was turned away by the peer. */
    record TurnedAwayBy(PeerId peer, CloseCode code) implements NodeEvent {}

    /**
     * The ledger is not the one that it was: everything on it was deleted, or another ledger took its place. What is
     * credited stays credited; settlements under way say what is in doubt.
     */
    record LedgerChanged() implements NodeEvent {}

    /** This listener was too slow and has missed events: read on after the cursor with {@link CreditNode#events}. */
    record Lagged(Cursor cursor) implements NodeEvent {}

    /** The node has stopped for good. */
    record Halted(String reason) implements NodeEvent {}
}
