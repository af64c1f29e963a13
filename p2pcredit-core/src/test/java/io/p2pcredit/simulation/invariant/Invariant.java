package io.p2pcredit.simulation.invariant;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.List;

/** Something that must hold after every event. It throws a {@link Violation} when it does not. Not thread-safe. */
public interface Invariant {
    /** A proof was seen, on the wire or in a store; each is seen many times. */
    default void seen(SignedProof proof) {}

    /** New entries were seen, on the wire or in a store. */
    default void written(Written written) {}

    /** A peer says where it stands, on the connection with that number. */
    default void resumed(PeerId from, int link, Resume resume) {}

    /** A message has arrived, on the connection with that number. */
    default void received(PeerId at, int link, PeerMessage message) {}

    /** A node has sent a message, on the connection with that number. What it shows was {@link #seen} just before. */
    default void sent(PeerId from, int link, PeerMessage message) {}

    /** A process has begun. */
    default void began(PeerId at) {}

    /**
     * A process has opened its journal. Groups that the one before has written without being told so come after this.
     *
     * @param life which of the peer's processes, from 1
     * @param end the position of the newest group that was known and is still there
     */
    default void opened(PeerId at, int life, long end) {}

    /** A group of a peer's journal is durable. */
    default void appended(PeerId at, int life, long position, Bytes group) {}

    /** A process was told that its journal has failed. */
    default void storageFailed(PeerId at) {}

    /** A node has told its owner of something. */
    default void told(PeerId at, NodeEvent event) {}

    /** A node has refused something that its owner has asked for, in words. */
    default void refusedWith(PeerId at, String words) {}

    /** A peer's key has signed something for its line. */
    default void signed(PeerId by, BalanceProof proof) {}

    /** A peer's history has stored something. */
    default void stored(PeerId at, History.Batch batch) {}

    /** A peer's history is gone, and is made again from its journal. */
    default void historyLost(PeerId at) {}

    /** A peer's process has begun with less than the one before had stored; its history is gone with it. */
    default void dataLost(PeerId at) {}

    /** What the writer wrote after the entry is lost, unless it turns up again, and may be written otherwise. */
    default void forgotten(Writer writer, long last) {}

    /** Of what the writer has written, its peer and it itself have both lost some, perhaps for good. */
    default void lostByBoth(Writer writer) {}

    /** Somebody was asked to pay, perhaps once more under the same id. */
    default void ordered(Order order) {}

    /** The payer was told that the payment is durable there, signed for or queued. */
    default void recorded(Order order) {}

    /** The payer was told that the payment is durable at the payee. */
    default void acknowledged(Order order) {}

    /** The payer was told that nothing is recorded by this request, or that it was taken back at once, and why. */
    default void refused(Order order, RefusalCode code) {}

    /** The payer was told that a payment, recorded before, will not be acknowledged, and why. */
    default void failed(Order order, RefusalCode code) {}

    /** The payer was told that the payment is taken back. */
    default void cancelled(Order order) {}

    /** The debtor was asked to settle without the creditor's answer. */
    default void settlesUnannounced(PeerId debtor, PeerId creditor) {}

    /** Something has happened at the node that is about its line with the peer. */
    default void concerned(PeerId node, PeerId peer) {}

    /** Money has moved on the ledger. */
    default void moved(Ledger.Recorded transfer) {}

    /** Everything that the ledger had recorded is gone. */
    default void ledgerBegunAnew() {}

    /** The ledger has told a peer's node of a transfer that is not what it has recorded. */
    default void misled(PeerId at, Ledger.Recorded transfer) {}

    /** A peer has ended a session for that reason. */
    default void closed(PeerId by, CloseCode code) {}

    /** An event is over, in which the node has stored something, or has begun. */
    default void changed(CreditNode node, List<TrustlineView> lines) {}

    /** An event is over. */
    default void afterEvent() {}

    /** The simulation is over, and everything has come to rest. */
    default void atRest() {}
}
