package io.p2pcredit;

import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;

/**
 * A peer's proposal of a trustline that waits for an answer.
 *
 * @param key the peer's proven identity key
 * @param offered how much the peer lets this node owe it
 * @param asked how much the peer would like to be let owe
 */
public record Proposal(PeerId peer, PublicKey key, CreditLimit offered, CreditLimit asked) {}
