package io.p2pcredit.spi;

import static java.util.Objects.requireNonNull;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;

/**
 * Decides who may open a trustline, and with which limit. Called on the node's callbacks, where it may block without
 * delaying payments. An exception counts as {@link Decision.Ask}.
 */
@FunctionalInterface
public interface AdmissionPolicy {
    Decision decide(Request request);

    /** Leaves every proposal to the application's own {@code accept} or {@code decline}. */
    static AdmissionPolicy ask() {
        return request -> new Decision.Ask();
    }

    /** Grants everybody what was asked for, up to the limit, and asks for nothing. */
    static AdmissionPolicy upTo(long limit) {
        CreditLimit most = CreditLimit.of(limit);
        return request -> new Decision.Accept(
                CreditLimit.of(Math.min(most.units(), request.asked().units())));
    }

    /** Grants everybody what was asked for, whatever it is. */
    static AdmissionPolicy everybody() {
        return upTo(Amount.MAX_UNITS);
    }

    /**
     * A proposal.
     *
     * @param key the proposer's proven identity key
     * @param offered how much the proposer lets us owe it
     * @param asked how much the proposer would like to be let owe
     */
    record Request(PeerId peer, PublicKey key, CreditLimit offered, CreditLimit asked) {}

    /** What shall come of a proposal. */
    sealed interface Decision {
        /** Open the line, and let the peer owe this much. */
        record Accept(CreditLimit granted) implements Decision {
            public Accept {
                requireNonNull(granted, "granted");
            }
        }

        record Decline() implements Decision {}

        /** Leave the proposal open until somebody answers it. */
        record Ask() implements Decision {}
    }
}
