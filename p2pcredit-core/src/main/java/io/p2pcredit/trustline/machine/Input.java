package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.Optional;

/**
 * Everything that can happen to a trustline: commands of its owner, messages of the peer, news of the session and of
 * the ledger. Signatures were verified before.
 */
@Immutable
public sealed interface Input {
    <R> R match(Cases<R> cases);

    /** One method for every kind of input, so that none can be forgotten. */
    interface Cases<R> {
        R propose(Propose in);

        R accept(Accept in);

        R changeLimit(ChangeLimit in);

        R pay(Pay in);

        R cancel(Cancel in);

        R release(Release in);

        R reconcile(Reconcile in);

        R settle(Settle in);

        R settleUnannounced(SettleUnannounced in);

        R resolved(Resolved in);

        R retire(Retire in);

        R recovered(Recovered in);

        R sessionStarted(SessionStarted in);

        R sessionEnded(SessionEnded in);

        R resumeReceived(ResumeReceived in);

        R updateReceived(UpdateReceived in);

        R proposalDeclined(ProposalDeclined in);

        R ledgerIs(LedgerIs in);

        R handedOver(HandedOver in);

        R transferConfirmed(TransferConfirmed in);

        R transferRefused(TransferRefused in);

        R transferUnanswered(TransferUnanswered in);

        R transferFound(TransferFound in);

        R lostTransferFound(LostTransferFound in);
    }

    /** The owner would like a trustline, or proposes again after it was declined. */
    @Immutable
    record Propose(CreditLimit granted, CreditLimit asked) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.propose(this);
        }
    }

    /** The owner accepts what the peer has proposed; the peer's updates came just before. */
    @Immutable
    record Accept(CreditLimit granted) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.accept(this);
        }
    }

    /** The owner lets the peer owe another amount. */
    @Immutable
    record ChangeLimit(CreditLimit limit) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.changeLimit(this);
        }
    }

    /** The owner pays the peer on credit. */
    @Immutable
    record Pay(QueuedPayment payment) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.pay(this);
        }
    }

    /** The owner takes a payment back. */
    @Immutable
    record Cancel(PaymentId id) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cancel(this);
        }
    }

    /** The owner lets the payments go on that are held. */
    @Immutable
    record Release() implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.release(this);
        }
    }

    /**
     * The owner takes one of the two proofs as true that the line is frozen about.
     *
     * @param mine whether it is the one that this end holds
     */
    @Immutable
    record Reconcile(boolean mine) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.reconcile(this);
        }
    }

    /** The owner settles an amount, or everything that it owes. */
    @Immutable
    record Settle(Optional<Amount> amount) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.settle(this);
        }
    }

    /**
     * The owner settles an amount, or everything that it owes, with a creditor who is away.
     *
     * @param handedTo the ledger that will get the transfer
     */
    @Immutable
    record SettleUnannounced(Optional<Amount> amount, LedgerSeen handedTo) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.settleUnannounced(this);
        }
    }

    /**
     * The owner says whether the money of a settlement has moved, because the ledger cannot.
     *
     * @param direction {@code OUTGOING}: this end's own settlement
     */
    @Immutable
    record Resolved(Direction direction, boolean paid) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.resolved(this);
        }
    }

    /** The owner knows the peer by another key from now on. */
    @Immutable
    record Retire(PublicKey successor) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.retire(this);
        }
    }

    /** The node has started with this line in its journal. */
    @Immutable
    record Recovered() implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.recovered(this);
        }
    }

    /** An authenticated session with the peer has begun. */
    @Immutable
    record SessionStarted() implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sessionStarted(this);
        }
    }

    /** The session is over. */
    @Immutable
    record SessionEnded() implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sessionEnded(this);
        }
    }

    /**
     * The peer has shown where it stands.
     *
     * @param mine its own newest proof
     * @param held this end's newest proof that it holds
     */
    @Immutable
    record ResumeReceived(Optional<SignedProof> mine, Optional<SignedProof> held) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.resumeReceived(this);
        }
    }

    /** An update has come: the peer's, or one of this end's own that the peer gives back. */
    @Immutable
    record UpdateReceived(Update update) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.updateReceived(this);
        }
    }

    /** The peer has declined this end's proposal. */
    @Immutable
    record ProposalDeclined() implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.proposalDeclined(this);
        }
    }

    /** The ledger has said which one it is. */
    @Immutable
    record LedgerIs(LedgerSeen now) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ledgerIs(this);
        }
    }

    /**
     * This end's settlement of that number is about to be handed to the ledger for the first time, as far as is known,
     * and nothing there speaks against it.
     *
     * @param handedTo the ledger that will get the transfer
     */
    @Immutable
    record HandedOver(long number, LedgerSeen handedTo) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.handedOver(this);
        }
    }

    /** The ledger has moved the money of this end's settlement of that number. */
    @Immutable
    record TransferConfirmed(long number, TransactionId transaction) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.transferConfirmed(this);
        }
    }

    /** The ledger has refused for good, or it was not handed over and will not be. */
    @Immutable
    record TransferRefused(long number, SettlementReason reason) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.transferRefused(this);
        }
    }

    /** An attempt had no answer that decides anything. */
    @Immutable
    record TransferUnanswered(long number, SettlementReason reason) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.transferUnanswered(this);
        }
    }

    /** The peer's transfer for its settlement of that number is on the ledger, verified. */
    @Immutable
    record TransferFound(long number, Amount amount, TransactionId transaction) implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.transferFound(this);
        }
    }

    /**
     * The transfer for this end's settlement of that number, of which this end knows nothing, is on the ledger, from
     * its own account to the peer's.
     *
     * @param handedTo the ledger on which it is
     */
    @Immutable
    record LostTransferFound(long number, Amount amount, TransactionId transaction, LedgerSeen handedTo)
            implements Input {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.lostTransferFound(this);
        }
    }
}
