package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.Update;

/** One durable fact about a line. All facts of a line, in order, give its state: {@link Line#apply}. */
@Immutable
public sealed interface LineRecord {
    <R> R match(Cases<R> cases);

    /** One method for every kind of record, so that none can be forgotten. */
    interface Cases<R> {
        R created(Created fact);

        R ownUpdate(OwnUpdate fact);

        R peerUpdate(PeerUpdate fact);

        R ledgerStepped(LedgerStepped fact);

        R returned(Returned fact);

        R restored(Restored fact);

        R settledUnannounced(SettledUnannounced fact);

        R queued(Queued fact);

        R givenUp(GivenUp fact);

        R released(Released fact);

        R retired(Retired fact);

        R proposed(Proposed fact);

        R proposalDeclined(ProposalDeclined fact);

        R frozen(Frozen fact);

        R reconciled(Reconciled fact);
    }

    /** The line is known from here on, and its peer's key is pinned. Always the first fact. */
    @Immutable
    record Created(LineIdentity identity) implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.created(this);
        }
    }

    /** This end has signed an update. */
    @Immutable
    record OwnUpdate(Update update) implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ownUpdate(this);
        }
    }

    /** The peer has signed an update, and every check has passed. */
    @Immutable
    record PeerUpdate(Update update) implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.peerUpdate(this);
        }
    }

    /**
     * The settlement of that number stands so on the ledger, as far as this end knows.
     *
     * @param direction {@code OUTGOING}: this end's own settlement
     */
    @Immutable
    record LedgerStepped(Direction direction, long number, OnLedger now) implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ledgerStepped(this);
        }
    }

    /** This end's proposal is to be sent until it is answered, asking for that limit. */
    @Immutable
    record Proposed(CreditLimit asked) implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.proposed(this);
        }
    }

    /** The peer has declined; the proposal is not sent again. */
    @Immutable
    record ProposalDeclined() implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.proposalDeclined(this);
        }
    }

    /** A proof breaks the protocol. */
    @Immutable
    record Frozen(Evidence evidence) implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.frozen(this);
        }
    }

    /**
     * The owner has taken one of the two proofs as true that the line was frozen about.
     *
     * @param mine whether it is the one that this end held
     * @param balance what stands from here on
     */
    @Immutable
    record Reconciled(boolean mine, Balance balance) implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.reconciled(this);
        }
    }

    /** This end has got back an update that it had signed and lost. */
    @Immutable
    record Returned(Update update) implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.returned(this);
        }
    }

    /** Everything that this end had lost, as far as the peer can show, has come back. */
    @Immutable
    record Restored() implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.restored(this);
        }
    }

    /**
     * This end settles that much without the creditor's answer; the intent is written when the creditor is back.
     *
     * @param handedTo the ledger that gets the transfer
     */
    @Immutable
    record SettledUnannounced(long number, Amount amount, LedgerSeen handedTo) implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.settledUnannounced(this);
        }
    }

    /** A payment of this end waits. */
    @Immutable
    record Queued(QueuedPayment payment) implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.queued(this);
        }
    }

    /** What is left of a payment that waited will not be paid. */
    @Immutable
    record GivenUp(PaymentId id, RefusalCode code) implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.givenUp(this);
        }
    }

    /** The owner lets the payments go on that were held. */
    @Immutable
    record Released() implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.released(this);
        }
    }

    /** The owner knows the peer by another key from now on; this line can only be read. */
    @Immutable
    record Retired(PublicKey successor) implements LineRecord {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.retired(this);
        }
    }
}
