package io.p2pcredit.message;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;

/**
 * One message between two peers. {@link Hello}, {@link Auth} and {@link Resume} open a session in this order; then
 * follow the others. Messages without a proof are hints: no balance, limit or settlement step depends on one.
 */
@Immutable
public sealed interface PeerMessage {
    <R> R match(Cases<R> cases);

    /** One method for every kind of message, so that none can be forgotten. */
    interface Cases<R> {
        R hello(Hello message);

        R auth(Auth message);

        R resume(Resume message);

        R progress(Progress message);

        R propose(Propose message);

        R decline(Decline message);

        R deliver(Deliver message);

        R refused(Refused message);

        R bye(Bye message);
    }

    /**
     * Who the sender says it is.
     *
     * @param versions the protocol versions that it speaks, each from 1 to 65,535
     */
    @Immutable
    record Hello(List<Integer> versions, PeerId name, PublicKey key, Nonce nonce) implements PeerMessage {
        public Hello {
            versions = List.copyOf(versions);
            checkArgument(
                    !versions.isEmpty() && versions.size() <= ProtocolLimits.MAX_VERSIONS,
                    "a Hello lists 1 to %s versions",
                    ProtocolLimits.MAX_VERSIONS);
            checkArgument(
                    versions.stream().allMatch(version -> version >= 1 && version <= 65_535),
                    "a version is a number from 1 to 65535");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.hello(this);
        }
    }

    /** The sender's signature over {@link SignedContent#auth}. */
    @Immutable
    record Auth(Signature signature) implements PeerMessage {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.auth(this);
        }
    }

    /**
     * Where the sender stands on its line with the receiver.
     *
     * @param line the line; both peers compute its id
     * @param mine the sender's newest proof, if it has written anything
     * @param held the receiver's newest proof that the sender holds
     * @param signature the sender's, over {@link SignedContent#resume}
     */
    @Immutable
    record Resume(LineId line, Optional<SignedProof> mine, Optional<SignedProof> held, Signature signature)
            implements PeerMessage {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.resume(this);
        }
    }

    /**
     * How far the sender has come in getting back what it lacks; lets the receiver send more.
     *
     * @param mine the number of the newest entry of its own that the sender has stored; 0 for none
     * @param held the number of the receiver's newest entry that the sender has stored; 0 for none
     */
    @Immutable
    record Progress(long mine, long held) implements PeerMessage {
        public Progress {
            checkArgument(mine >= 0 && held >= 0, "no entry has a negative number");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.progress(this);
        }
    }

    /**
     * The sender would like a trustline, or would like to be let owe again on one that is closed.
     *
     * @param asked how much the sender would like to be let owe
     * @param updates everything that the sender has written on the line so far; none if both have opened it
     */
    @Immutable
    record Propose(CreditLimit asked, List<Update> updates) implements PeerMessage {
        public Propose {
            updates = List.copyOf(updates);
            checkArgument(
                    updates.size() <= ProtocolLimits.MAX_PROPOSAL_UPDATES,
                    "a proposal has at most %s updates",
                    ProtocolLimits.MAX_PROPOSAL_UPDATES);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.propose(this);
        }
    }

    /** The receiver's proposal is not accepted. */
    @Immutable
    record Decline() implements PeerMessage {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.decline(this);
        }
    }

    /** An update of the sender's, or one of the receiver's own that the receiver has lost. */
    @Immutable
    record Deliver(Update update) implements PeerMessage {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.deliver(this);
        }
    }

    /** A request of the receiver's could not be taken up. */
    @Immutable
    record Refused(Reason reason) implements PeerMessage {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** Why a request was not taken up, and whether to try again. */
    enum Reason {
        /** No room for another proposal now: try later. */
        TOO_MANY_PROPOSALS,
        /** The line is frozen: do not try again. */
        FROZEN
    }

    /** The sender ends the session. */
    @Immutable
    record Bye(CloseCode code) implements PeerMessage {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.bye(this);
        }
    }
}
