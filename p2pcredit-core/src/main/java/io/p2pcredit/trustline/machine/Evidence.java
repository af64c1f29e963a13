package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.Optional;

/**
 * Why a line is frozen, in a form that a third party can check: the update that breaks the protocol, and the proof that
 * it does not go together with.
 */
@Immutable
public record Evidence(Misbehaviour misbehaviour, Optional<SignedProof> held, Update update) {
    /** Whether the record in dispute is that of the end itself, whose key was used in two places. */
    public boolean isAboutOwn(LineIdentity identity) {
        return update.proof().side() == identity.side();
    }
}
