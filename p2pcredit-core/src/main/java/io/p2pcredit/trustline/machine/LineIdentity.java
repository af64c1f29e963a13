package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Side;

/**
 * What never changes about a line, as one of its two ends sees it.
 *
 * @param peerKey pinned: only what verifies under it is the peer's
 * @param ownAccount where the peer pays settlements to
 * @param peerAccount where this end pays settlements to; another account named by the peer is not paid
 */
@Immutable
public record LineIdentity(
        LineId id,
        Asset asset,
        PublicKey self,
        PeerId peer,
        PublicKey peerKey,
        AccountId ownAccount,
        AccountId peerAccount) {

    /** @throws IllegalArgumentException if both keys are the same */
    public static LineIdentity of(
            Asset asset, PublicKey self, PeerId peer, PublicKey peerKey, AccountId ownAccount, AccountId peerAccount) {
        LineId id = LineId.between(self, peerKey, asset);
        return new LineIdentity(id, asset, self, peer, peerKey, ownAccount, peerAccount);
    }

    /** This end's side. */
    public Side side() {
        return Side.of(self, peerKey);
    }
}
