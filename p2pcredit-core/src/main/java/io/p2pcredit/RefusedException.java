package io.p2pcredit;

import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;

/**
 * A request was refused and nothing was changed. Has no stack trace: it is an answer, not a fault. With
 * {@code NODE_CLOSED} the node has stopped before it could say more: look at what it has recorded once it is back.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.code().name(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    public RefusalCode code() {
        return refusal.code();
    }
}
