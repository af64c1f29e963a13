package io.p2pcredit.fakechain.internal.chain;

import io.p2pcredit.fakechain.internal.chain.Change.AccountMoved;
import io.p2pcredit.fakechain.internal.chain.Change.AccountOpened;
import io.p2pcredit.fakechain.internal.chain.Change.EverythingDeleted;
import io.p2pcredit.fakechain.internal.chain.Change.LedgerBegun;
import io.p2pcredit.fakechain.internal.chain.Change.TransferDecided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A chain as it will be once some changes are recorded: they lie over the chain, which knows nothing of them yet. Dropped
 * if they cannot be recorded. Not thread-safe, and of no use once the chain has changed.
 */
final class Draft {
    private final Chain chain;
    private final Map<String, LedgerDraft> ledgers = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private int users;
    private int transfers;
    private long newestNumber;

    Draft(Chain chain) {
        this.chain = chain;
        users = chain.users();
        transfers = chain.transfers();
        newestNumber = chain.newestNumber();
    }

    LedgerDraft ledger(String candidate) {
        return ledgers.computeIfAbsent(candidate, name -> new LedgerDraft(chain.ledger(name)));
    }

    int users() {
        return users;
    }

    int transfers() {
        return transfers;
    }

    long newestNumber() {
        return newestNumber;
    }

    /** What it changes, in order. */
    List<Change> changes() {
        return changes;
    }

    void add(Change change) {
        LedgerDraft ledger = ledger(change.candidate());
        changes.add(change);
        if (change instanceof LedgerBegun begun) {
            ledger.begin(begun.origin());
        } else if (change instanceof EverythingDeleted deleted) {
            newestNumber = Math.max(newestNumber, deleted.newestNumber());
            users -= ledger.users();
            transfers -= ledger.transfers();
            ledgers.put(change.candidate(), new LedgerDraft(null));
        } else if (change instanceof AccountOpened opened) {
            ledger.open(opened.account());
            users++;
        } else if (change instanceof AccountMoved moved) {
            ledger.write(moved.account());
        } else if (change instanceof TransferDecided decided) {
            ledger.record(decided.transfer());
            newestNumber = Math.max(newestNumber, decided.transfer().number());
            transfers++;
        }
    }
}
