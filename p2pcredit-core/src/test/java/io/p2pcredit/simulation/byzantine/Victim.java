package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;

/** An honest peer with whom Mallory deals. */
public record Victim(PeerId name, PublicKey key) {}
