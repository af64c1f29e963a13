package io.p2pcredit.transport.ws.internal;

import org.java_websocket.exceptions.LimitExceededException;

/**
 * A frame that breaks a rule. The library closes the connection with the status. Of other kinds of refusal it also
 * writes an error with a stack trace into the log, by which a stranger could fill the disk.
 */
final class QuietRefusal extends LimitExceededException {
    private static final long serialVersionUID = 1;

    private final int status;

    /** @param cause why; what it says is not repeated, for it may be foreign text */
    QuietRefusal(int status, Exception cause) {
        super("a frame breaks a rule", 0);
        initCause(cause);
        this.status = status;
    }

    @Override
    public int getCloseCode() {
        return status;
    }
}
