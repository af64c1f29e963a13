package io.p2pcredit.simulation.world;

import io.p2pcredit.spi.Ledger.IncomingPage;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Everything that a ledger has recorded: who holds how much, and how it came to that. Not thread-safe. */
final class LedgerBooks {
    private static final int LONGEST_PAGE = 1_000;

    private final boolean tellsKeysApart;
    private final String names;
    private final Consumer<Recorded> witness;
    private final Map<String, Long> funds = new TreeMap<>();
    private final Map<String, PublicKey> owners = new HashMap<>();
    private final Map<String, Answered> answers = new HashMap<>();
    private final List<Recorded> transfers = new ArrayList<>();
    private final Map<String, Recorded> byKey = new HashMap<>();
    private long given;

    /**
     * Empty books.
     *
     * @param names how the names of transfers begin
     * @param witness sees all money that moves
     */
    LedgerBooks(boolean tellsKeysApart, String names, Consumer<Recorded> witness) {
        this.names = names;
        this.tellsKeysApart = tellsKeysApart;
        this.witness = witness;
    }

    /** Money that was not there before, and an account if there is none. */
    void give(String account, long units) {
        funds.merge(account, units, Long::sum);
        given += units;
    }

    /** The account is gone, and all that was in it. */
    void delete(String account) {
        given -= fundsOf(account).orElse(0);
        funds.remove(account);
    }

    void assign(String account, Optional<PublicKey> owner) {
        owner.ifPresentOrElse(key -> owners.put(account, key), () -> owners.remove(account));
    }

    Optional<PublicKey> ownerOf(String account) {
        return Optional.ofNullable(owners.get(account));
    }

    long given() {
        return given;
    }

    long sum() {
        return funds.values().stream().mapToLong(Long::longValue).sum();
    }

    OptionalLong fundsOf(String account) {
        Long held = funds.get(account);
        return held == null ? OptionalLong.empty() : OptionalLong.of(held);
    }

    /** Carries a transfer out, or refuses it; if keys are told apart, then once. */
    SubmitOutcome execute(Transfer transfer) {
        String key = name(transfer.payer(), transfer.key());
        Answered before = tellsKeysApart ? answers.get(key) : null;
        if (before != null) {
            return before.transfer().equals(transfer)
                    ? before.outcome()
                    : new SubmitOutcome.KeyUsed(before.transfer(), before.outcome());
        }
        SubmitOutcome outcome = refusal(transfer)
                .<SubmitOutcome>map(SubmitOutcome.Rejected::new)
                .orElseGet(() -> move(transfer));
        answers.put(key, new Answered(transfer, outcome));
        return outcome;
    }

    private Optional<String> refusal(Transfer transfer) {
        if (!funds.containsKey(transfer.payee().text()) || transfer.payee().equals(transfer.payer())) {
            return Optional.of("no such payee");
        }
        return fundsOf(transfer.payer().text()).orElse(0) < transfer.amount().units()
                ? Optional.of("not enough funds")
                : Optional.empty();
    }

    private SubmitOutcome move(Transfer transfer) {
        long units = transfer.amount().units();
        funds.merge(transfer.payer().text(), -units, Long::sum);
        funds.merge(transfer.payee().text(), units, Long::sum);
        Recorded recorded = new Recorded(transfer, TransactionId.of(names + (transfers.size() + 1)));
        transfers.add(recorded);
        byKey.put(name(transfer.payer(), transfer.key()), recorded);
        witness.accept(recorded);
        return new SubmitOutcome.Confirmed(recorded.transaction());
    }

    List<Recorded> transfers() {
        return List.copyOf(transfers);
    }

    Optional<Recorded> find(AccountId payer, SettlementKey key) {
        return Optional.ofNullable(byKey.get(name(payer, key)));
    }

    IncomingPage incomingOf(AccountId payee, long after) {
        List<Recorded> page = new ArrayList<>();
        long next = after;
        for (int i = (int) after; i < transfers.size() && page.size() < LONGEST_PAGE; i++) {
            next = i + 1L;
            if (transfers.get(i).transfer().payee().equals(payee)) {
                page.add(transfers.get(i));
            }
        }
        return new IncomingPage(page, next);
    }

    private static String name(AccountId payer, SettlementKey key) {
        return payer + " " + key;
    }

    private record Answered(Transfer transfer, SubmitOutcome outcome) {}
}
