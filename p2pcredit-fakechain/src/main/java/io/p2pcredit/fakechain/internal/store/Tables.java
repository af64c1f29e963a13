package io.p2pcredit.fakechain.internal.store;

import static io.p2pcredit.fakechain.internal.store.CheckedTable.bytes;
import static io.p2pcredit.fakechain.internal.store.CheckedTable.number;
import static io.p2pcredit.fakechain.internal.store.CheckedTable.text;

import io.p2pcredit.fakechain.internal.chain.Account;
import io.p2pcredit.fakechain.internal.chain.Refusal;
import io.p2pcredit.fakechain.internal.chain.Transfer;
import io.p2pcredit.fakechain.internal.key.KeyHash;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables, and what of the ledger is a row of them. An account's row has what it started with; its balance follows
 * from the transfers.
 */
final class Tables {
    static final CheckedTable LEDGER =
            new CheckedTable("ledger", List.of(text("candidate"), number("origin")), "candidate");

    static final CheckedTable ACCOUNT = new CheckedTable(
            "account",
            List.of(
                    text("candidate"),
                    text("name"),
                    number("funds"),
                    bytes("salt"),
                    number("iterations"),
                    bytes("digest"),
                    text("peering_info"),
                    bytes("identity_key")),
            "candidate, name");

    /** Decided transfers in the order of the decisions: executed ones have a number, and refused ones a refusal. */
    static final CheckedTable TRANSFER = new CheckedTable(
            "transfer",
            List.of(
                    text("candidate"),
                    text("sender"),
                    text("receiver"),
                    number("amount"),
                    bytes("transfer_key"),
                    number("number"),
                    text("refusal")),
            "");

    /** One row at most: the highest number that any transfer had when users were deleted the last time. */
    static final CheckedTable NUMBERING = new CheckedTable("numbering", List.of(number("id"), number("newest")), "id");

    static final List<CheckedTable> ALL = List.of(LEDGER, ACCOUNT, TRANSFER, NUMBERING);

    private static final long ONLY_ROW = 0;

    private Tables() {}

    static @Nullable Object[] row(String candidate, Account account) {
        KeyHash hash = account.keyHash();
        PublicKey identityKey = account.identityKey();
        return new @Nullable Object[] {
            candidate,
            account.name(),
            account.funds(),
            hash.salt(),
            (long) hash.iterations(),
            hash.digest(),
            account.peeringInfo(),
            identityKey == null ? null : identityKey.bytes()
        };
    }

    /** The account as it was opened, but where its owner is now. The candidate has been read. */
    static Account account(Row row) {
        String name = row.text();
        long funds = row.number();
        KeyHash hash = new KeyHash(row.bytes(), Math.toIntExact(row.number()), row.bytes());
        String peeringInfo = row.text();
        Bytes identityKey = row.optionalBytes();
        return new Account(
                name, funds, funds, hash, peeringInfo, identityKey == null ? null : PublicKey.of(identityKey));
    }

    static @Nullable Object[] row(String candidate, Transfer transfer) {
        SettlementKey key = transfer.key();
        Refusal refusal = transfer.refusal();
        return new @Nullable Object[] {
            candidate,
            transfer.sender(),
            transfer.receiver(),
            transfer.amount(),
            key == null ? null : key.bytes(),
            transfer.number(),
            refusal == null ? null : refusal.name()
        };
    }

    /** The transfer. The candidate has been read. */
    static Transfer transfer(Row row, Names names) {
        String sender = names.same(row.text());
        String receiver = names.same(row.text());
        long amount = row.number();
        Bytes key = row.optionalBytes();
        long number = row.number();
        String refusal = row.optionalText();
        return new Transfer(
                sender,
                receiver,
                amount,
                key == null ? null : SettlementKey.of(key),
                number,
                refusal == null ? null : refusal(refusal));
    }

    private static Refusal refusal(String name) {
        return Stream.of(Refusal.values())
                .filter(refusal -> refusal.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a transfer was refused for no known reason"));
    }

    static @Nullable Object[] row(long newestNumber) {
        return new @Nullable Object[] {ONLY_ROW, newestNumber};
    }

    /** The highest number of a deleted transfer. */
    static long newest(Row row) {
        if (row.number() != ONLY_ROW) {
            throw new IllegalArgumentException("the table numbering has more than one row");
        }
        return row.number();
    }
}
