package io.p2pcredit.fakechain.internal.client;

import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainReply.Done;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A Fakechain as a ledger, which also says why it does not know something. */
public interface ChainLedger extends Ledger {
    CompletionStage<FakechainReply<Set<Capability>>> askCapabilities();

    @Override
    default CompletionStage<Optional<Set<Capability>>> capabilities() {
        return askCapabilities()
                .thenApply(reply ->
                        reply instanceof Done<Set<Capability>> done ? Optional.of(done.value()) : Optional.empty());
    }

    /** Everybody's name is the account's as well. */
    @Override
    default AccountId accountOf(PeerId peer) {
        return AccountId.of(peer.name());
    }
}
