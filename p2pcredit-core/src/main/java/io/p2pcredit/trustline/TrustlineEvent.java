package io.p2pcredit.trustline;

import com.google.errorprone.annotations.Immutable;

/** Something that has happened on a trustline and is durable: it follows from the node's journal alone. */
@Immutable
public sealed interface TrustlineEvent {
    PeerId peer();

    <R> R match(Cases<R> cases);

    /** One method for every kind of event, so that none can be forgotten. */
    interface Cases<R> {
        R proposed(Proposed event);

        R proposalDeclined(ProposalDeclined event);

        R opened(Opened event);

        R limitChanged(LimitChanged event);

        R queued(Queued event);

        R givenUp(GivenUp event);

        R restored(Restored event);

        R keyReplaced(KeyReplaced event);

        R paid(Paid event);

        R settlementMoved(SettlementMoved event);

        R frozen(Frozen event);

        R reconciled(Reconciled event);
    }

    /** This node has proposed a trustline, or proposed again. */
    @Immutable
    record Proposed(PeerId peer, CreditLimit granted) implements TrustlineEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.proposed(this);
        }
    }

    /** The peer has declined this node's proposal. */
    @Immutable
    record ProposalDeclined(PeerId peer) implements TrustlineEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.proposalDeclined(this);
        }
    }

    /**
     * Both sides have opened the line.
     *
     * @param granted how much this node lets the peer owe it
     * @param received how much the peer lets this node owe it
     */
    @Immutable
    record Opened(PeerId peer, CreditLimit granted, CreditLimit received) implements TrustlineEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.opened(this);
        }
    }

    /** One side lets the other owe it another amount from now on; {@code OUTGOING} if this node has granted it. */
    @Immutable
    record LimitChanged(PeerId peer, Direction direction, CreditLimit limit) implements TrustlineEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.limitChanged(this);
        }
    }

    /** A payment waits to be signed for. */
    @Immutable
    record Queued(Payment payment) implements TrustlineEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.queued(this);
        }

        @Override
        public PeerId peer() {
            return payment.peer();
        }
    }

    /**
     * A payment of this node that was queued has come to its end without being paid, or not wholly.
     *
     * @param payment {@code CANCELLED}, {@code REFUSED}, {@code PARTIAL} or {@code IN_DOUBT}
     * @param code why
     */
    @Immutable
    record GivenUp(Payment payment, RefusalCode code) implements TrustlineEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.givenUp(this);
        }

        @Override
        public PeerId peer() {
            return payment.peer();
        }
    }

    /**
     * The peer has given back what this node had lost of the line.
     *
     * @param own how many entries of its own this node has now
     * @param theirs how many entries of the peer it has now
     */
    @Immutable
    record Restored(PeerId peer, long own, long theirs) implements TrustlineEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.restored(this);
        }
    }

    /** The owner has accepted another key for the peer's name; this line stays to be read, and does no more. */
    @Immutable
    record KeyReplaced(PeerId peer, PublicKey accepted) implements TrustlineEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.keyReplaced(this);
        }
    }

    /** A payment, or a part of one, was signed and made durable here, or has come and is durable. */
    @Immutable
    record Paid(Payment payment) implements TrustlineEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.paid(this);
        }

        @Override
        public PeerId peer() {
            return payment.peer();
        }
    }

    /** A settlement has taken a step. */
    @Immutable
    record SettlementMoved(Settlement settlement) implements TrustlineEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.settlementMoved(this);
        }

        @Override
        public PeerId peer() {
            return settlement.peer();
        }
    }

    /** A proof breaks the protocol; the evidence is kept, and the line does no more until the owner has decided. */
    @Immutable
    record Frozen(PeerId peer, String reason) implements TrustlineEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.frozen(this);
        }
    }

    /**
     * The owner has taken one of the two proofs as true that the line was frozen about.
     *
     * @param mine whether it is the one that this node held
     * @param balance what stands from here on
     */
    @Immutable
    record Reconciled(PeerId peer, boolean mine, Balance balance) implements TrustlineEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.reconciled(this);
        }
    }
}
