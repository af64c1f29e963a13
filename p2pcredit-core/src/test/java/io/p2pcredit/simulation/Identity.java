package io.p2pcredit.simulation;

import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.PeerId;
import java.security.Provider;

/** Who a simulated peer is, whatever becomes of its process. */
record Identity(PeerId name, Signer signer, Provider provider) {}
