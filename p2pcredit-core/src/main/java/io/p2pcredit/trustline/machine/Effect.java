package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;

/**
 * What the node does once the state that called for it is durable. Own updates that a round has signed are sent without
 * being asked for.
 */
@Immutable
public sealed interface Effect {
    <R> R match(Cases<R> cases);

    /** One method for every kind of effect, so that none can be forgotten. */
    interface Cases<R> {
        R showState(ShowState effect);

        R resend(Resend effect);

        R bringInStep(BringInStep effect);

        R sendProposal(SendProposal effect);

        R becomeReady(BecomeReady effect);

        R closeSession(CloseSession effect);

        R submitTransfer(SubmitTransfer effect);

        R awaitTransfer(AwaitTransfer effect);

        R lookForLost(LookForLost effect);
    }

    /** Send a {@code Resume}. */
    @Immutable
    record ShowState() implements Effect {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.showState(this);
        }
    }

    /** Send own updates again, as they were. */
    @Immutable
    record Resend(List<Update> updates) implements Effect {
        public Resend {
            updates = List.copyOf(updates);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.resend(this);
        }
    }

    /**
     * Send every update that the peer lacks and this end holds, of both chains, each after what it acknowledges; then go
     * on with what is new.
     *
     * @param own the number of the newest entry of this end that the peer holds
     * @param theirs the number of the newest entry of its own that the peer holds
     * @param shown the proof under that, if the peer lacks some of its own: it has to be one of those that this end holds,
     *     else the peer has signed two histories and is shown the other one
     */
    @Immutable
    record BringInStep(long own, long theirs, Optional<SignedProof> shown) implements Effect {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.bringInStep(this);
        }
    }

    /** Send this end's proposal, with all its updates. */
    @Immutable
    record SendProposal() implements Effect {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sendProposal(this);
        }
    }

    /** Tell the owner that the peer is there. */
    @Immutable
    record BecomeReady() implements Effect {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.becomeReady(this);
        }
    }

    /** End the session; a new one may mend what is wrong. */
    @Immutable
    record CloseSession(CloseCode code) implements Effect {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.closeSession(this);
        }
    }

    /**
     * Hand a transfer to the ledger until it answers, as far as this ledger may see it more than once: the settlement
     * says whether, and where, it was handed over before.
     */
    @Immutable
    record SubmitTransfer(long number, SettlementKey key, AccountId payee, Amount amount) implements Effect {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.submitTransfer(this);
        }
    }

    /**
     * Watch the ledger for the peer's transfer.
     *
     * @param units what was accepted; 0 if nothing, so that nothing need ever come
     */
    @Immutable
    record AwaitTransfer(long number, SettlementKey key, long units) implements Effect {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.awaitTransfer(this);
        }
    }

    /**
     * Ask the ledger once whether it has made a transfer under the key of this end's next settlement: a life of which
     * this one has only an older copy may have settled without an answer, and nothing that is signed tells of it.
     */
    @Immutable
    record LookForLost(long number, SettlementKey key) implements Effect {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.lookForLost(this);
        }
    }
}
