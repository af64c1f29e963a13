package io.p2pcredit.internal.session;

import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;

/** Whom a dialler means to reach. */
record Expectation(PeerId name, PublicKey key) {}
