package io.p2pcredit.fakechain.internal.http;

import io.p2pcredit.fakechain.internal.chain.Refusal;
import io.p2pcredit.fakechain.internal.chain.StorageFailedException;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import java.util.Locale;

/** Why a request gets no answer but an error. The message is for the user, and repeats nothing of the request. */
final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String text;

    private Problem(int status, String code, String text) {
        super(text, null, false, false);
        this.text = text;
        this.status = status;
        this.code = code;
    }

    static Problem malformed(String message) {
        return new Problem(400, "malformed", message);
    }

    static Problem malformed(MalformedJsonException cause) {
        return malformed(cause.getMessage());
    }

    static Problem crossSite() {
        return new Problem(403, "cross_site", "requests of other sites' pages are not served");
    }

    static Problem unknownPath() {
        return new Problem(404, "unknown_path", "there is nothing at this path");
    }

    static Problem unknownUser() {
        return new Problem(404, "unknown_user", "the user is unknown");
    }

    static Problem unknownTransfer() {
        return new Problem(404, "unknown_transfer", "no such transfer has been decided about");
    }

    static Problem wrongMethod(String allowed) {
        return new Problem(405, "wrong_method", "only " + allowed + " is served at this path");
    }

    static Problem keyUsed() {
        return new Problem(409, "key_used", "the key was used before for another transfer");
    }

    static Problem tooLarge(String what) {
        return new Problem(413, "too_large", what + " is too large");
    }

    static Problem addressTooLong() {
        return new Problem(414, "too_large", "the query is too large");
    }

    static Problem notJson() {
        return new Problem(415, "not_json", "the body must be application/json");
    }

    static Problem unexpected() {
        return new Problem(500, "unexpected", "the server failed; its log says why");
    }

    /** A status of 500 and above says that the server has failed; only with 500 the change may have been made. */
    static Problem storageFailed(StorageFailedException.Consequence consequence) {
        return switch (consequence) {
            case NOTHING_CHANGED -> new Problem(507, "not_stored", "the change could not be stored, and was not made");
            case UNKNOWN ->
                new Problem(
                        500, "unknown_outcome", "the change may or may not be stored: start the server again to know");
            case NO_MORE_CHANGES -> readOnly();
        };
    }

    static Problem readOnly() {
        return new Problem(503, "read_only", "the storage failed: no change is made until the server is started again");
    }

    static Problem refused(Refusal refusal) {
        return new Problem(status(refusal), code(refusal), refusal.text());
    }

    /** The name of a refusal on the wire. */
    static String code(Refusal refusal) {
        return refusal.name().toLowerCase(Locale.ROOT);
    }

    private static int status(Refusal refusal) {
        return switch (refusal) {
            case WRONG_PRIVATE_KEY, NAME_TAKEN -> 403;
            case UNKNOWN_SENDER, UNKNOWN_RECEIVER -> 404;
            case TOO_MANY_USERS,
                    TOO_MANY_TRANSFERS,
                    SAME_ACCOUNT,
                    AMOUNT_TOO_LARGE,
                    INSUFFICIENT_FUNDS,
                    BALANCE_TOO_LARGE -> 409;
        };
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String text() {
        return text;
    }
}
