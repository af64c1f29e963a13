package io.p2pcredit.fakechain.internal.client;

import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;

/** Transfers and their outcomes, as they stand in an answer. */
final class TransferCodec {
    private static final String EXECUTED = "executed";
    private static final String REFUSED = "refused";

    private TransferCodec() {}

    static Transfer transfer(JsonFields fields) throws MalformedJsonException {
        return new Transfer(
                SettlementKey.of(Bytes.fromHex(fields.text("key"))),
                AccountId.of(fields.text("sender")),
                AccountId.of(fields.text("receiver")),
                Amount.of(fields.number("amount")));
    }

    static boolean isExecuted(JsonFields fields) throws MalformedJsonException {
        String outcome = fields.text("outcome");
        if (!outcome.equals(EXECUTED) && !outcome.equals(REFUSED)) {
            throw new MalformedJsonException("an outcome that is neither executed nor refused");
        }
        return outcome.equals(EXECUTED);
    }

    static SubmitOutcome outcome(JsonFields fields) throws MalformedJsonException {
        return isExecuted(fields)
                ? new SubmitOutcome.Confirmed(TransactionId.of(fields.text("tx")))
                : new SubmitOutcome.Rejected(Shown.text(fields.text("message")));
    }

    static Recorded recorded(JsonFields fields) throws MalformedJsonException {
        return new Recorded(transfer(fields), TransactionId.of(fields.text("tx")));
    }
}
