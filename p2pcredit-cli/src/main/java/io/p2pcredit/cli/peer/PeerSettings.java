package io.p2pcredit.cli.peer;

import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;
import java.security.Provider;
import java.util.function.Supplier;

/**
 * What makes one peer different from another.
 *
 * @param startingBalance what a new name begins with on Fakechain, in units
 * @param fakechain where Fakechain answers
 * @param candidate the access key of the group on Fakechain
 * @param reachability where it listens and where others dial it
 * @param admission who may open a trustline with it
 * @param identity where its identity key comes from
 * @param storage where its trustlines are kept
 * @param signatures who computes its signatures; asked when everything else is ready, and may block until then
 */
public record PeerSettings(
        PeerId name,
        long startingBalance,
        URI fakechain,
        String candidate,
        Reachability reachability,
        AdmissionPolicy admission,
        IdentityKey identity,
        Storage storage,
        Supplier<Provider> signatures) {}
