package io.p2pcredit.inmemory;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.spi.Ledger.IncomingPage;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Confirmed;
import io.p2pcredit.spi.Ledger.SubmitOutcome.KeyUsed;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Rejected;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.LedgerInstance;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Accounts in whole units, and the first answer given to every payer's key, which never changes. Opening an account is
 * the only way in which money comes into being. Thread-safe.
 */
final class InMemoryAccounts {
    private static final int MAX_PAGE = 1_000;

    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<Key, Answer> answers = new HashMap<>();
    private final List<Recorded> made = new ArrayList<>();
    private long total;
    private long transactions;
    private long resets;

    synchronized void open(AccountId name, long funds) {
        checkArgument(funds >= 0, "an account holds 0 or more units: %s", funds);
        checkArgument(funds <= Long.MAX_VALUE - total, "all accounts together hold at most 2^63 - 1 units");
        checkArgument(!accounts.containsKey(name), "there is an account named %s", name);
        accounts.put(name, new Account(funds));
        total += funds;
    }

    synchronized OptionalLong balance(AccountId name) {
        Account account = accounts.get(name);
        return account == null ? OptionalLong.empty() : OptionalLong.of(account.funds);
    }

    /** Which of its lives this ledger is in. */
    synchronized LedgerInstance instance() {
        return LedgerInstance.of("in memory " + resets);
    }

    /** Forgets all accounts and everything that was recorded, as if it had never been. */
    synchronized void reset() {
        accounts.clear();
        answers.clear();
        total = 0;
        resets++;
    }

    synchronized SubmitOutcome submit(Transfer transfer) {
        Key key = new Key(transfer.payer(), transfer.key());
        Answer first = answers.get(key);
        if (first != null) {
            return first.to(transfer);
        }
        SubmitOutcome outcome = carryOut(transfer);
        answers.put(key, new Answer(transfer, outcome));
        return outcome;
    }

    /** The same by a ledger that cannot tell requests apart: every one counts. */
    synchronized SubmitOutcome submitAnew(Transfer transfer) {
        SubmitOutcome outcome = carryOut(transfer);
        answers.putIfAbsent(new Key(transfer.payer(), transfer.key()), new Answer(transfer, outcome));
        return outcome;
    }

    /** Refuses for good, unless the key has its answer already. */
    synchronized SubmitOutcome refuse(Transfer transfer) {
        Answer refused = new Answer(transfer, new Rejected("the ledger was told to refuse"));
        Answer first = answers.putIfAbsent(new Key(transfer.payer(), transfer.key()), refused);
        return first == null ? refused.outcome() : first.to(transfer);
    }

    /** Every transfer that was made, oldest first. */
    synchronized List<Recorded> made() {
        return List.copyOf(made);
    }

    synchronized LookUpOutcome lookUp(AccountId payer, SettlementKey key) {
        Answer answer = answers.get(new Key(payer, key));
        return answer != null && answer.outcome() instanceof Confirmed confirmed
                ? new LookUpOutcome.Found(new Recorded(answer.transfer(), confirmed.transaction()))
                : new LookUpOutcome.NotFound();
    }

    /** The cursor is the number of the account's transfers that were seen before. */
    synchronized IncomingPage incoming(AccountId payee, long after) {
        checkArgument(after >= 0, "a cursor is not negative: %s", after);
        Account account = accounts.get(payee);
        List<Recorded> all = account == null ? List.of() : account.incoming;
        int from = (int) Math.min(after, all.size());
        int to = Math.min(all.size(), from + MAX_PAGE);
        return new IncomingPage(all.subList(from, to), to);
    }

    private SubmitOutcome carryOut(Transfer transfer) {
        Account payer = accounts.get(transfer.payer());
        Account payee = accounts.get(transfer.payee());
        if (payer == null || payee == null) {
            return new Rejected("there is no such account");
        }
        if (payer == payee) {
            return new Rejected("an account does not pay itself");
        }
        if (payer.funds < transfer.amount().units()) {
            return new Rejected("there is not enough money in the account");
        }
        Confirmed confirmed = new Confirmed(TransactionId.of("t" + ++transactions));
        payer.funds -= transfer.amount().units();
        payee.funds += transfer.amount().units();
        Recorded recorded = new Recorded(transfer, confirmed.transaction());
        payee.incoming.add(recorded);
        made.add(recorded);
        return confirmed;
    }

    private record Key(AccountId payer, SettlementKey key) {}

    private record Answer(Transfer transfer, SubmitOutcome outcome) {
        SubmitOutcome to(Transfer again) {
            return again.equals(transfer) ? outcome : new KeyUsed(transfer, outcome);
        }
    }

    private static final class Account {
        private final List<Recorded> incoming = new ArrayList<>();
        private long funds;

        Account(long funds) {
            this.funds = funds;
        }
    }
}
