package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one writer of a line stands after some updates. One who lies has several of these that do not go together.
 *
 * @param updates those with entries, oldest first
 * @param newest the newest proof, perhaps that of an acknowledgement
 * @param limit how much the writer lets the peer owe it
 * @param hash the link of the hash chain
 */
record Stand(
        List<Update> updates,
        List<Entry> entries,
        Optional<SignedProof> newest,
        long paid,
        long credited,
        long limit,
        Hash hash) {
    Stand {
        updates = List.copyOf(updates);
        entries = List.copyOf(entries);
    }

    static Stand beginning(LineId line) {
        return new Stand(List.of(), List.of(), Optional.empty(), 0, 0, 0, CanonicalForm.chainStart(line));
    }

    long seq() {
        return entries.size();
    }

    long peerSeq() {
        return newest.map(SignedProof::proof).map(BalanceProof::peerSeq).orElse(0L);
    }

    boolean isOpen() {
        return seq() > 0;
    }

    /** All that the writer has admitted against itself. */
    long total() {
        return paid + credited;
    }

    /** Where the writer stands after some more entries, before it has signed for them. */
    Stand with(List<Entry> more) {
        Stand next = this;
        for (Entry entry : more) {
            next = next.with(entry);
        }
        return next;
    }

    Stand signed(Update update) {
        List<Update> all = new ArrayList<>(updates);
        if (!update.isAcknowledgement()) {
            all.add(update);
        }
        return new Stand(all, entries, Optional.of(update.signed()), paid, credited, limit, hash);
    }

    /** Where the writer stood before its newest update with entries. */
    Stand beforeLast(LineId line) {
        Stand stand = beginning(line);
        for (Update update : updates.subList(0, Math.max(0, updates.size() - 1))) {
            stand = stand.with(update.entries()).signed(update);
        }
        return stand;
    }

    /** The newest settlement that this writer, a debtor, has announced. */
    Optional<Entry.SettlementIntent> intent() {
        return entries.stream()
                .filter(Entry.SettlementIntent.class::isInstance)
                .map(Entry.SettlementIntent.class::cast)
                .reduce((one, other) -> other);
    }

    Optional<Entry.SettlementAnswer> answer(long number) {
        return entries.stream()
                .filter(Entry.SettlementAnswer.class::isInstance)
                .map(Entry.SettlementAnswer.class::cast)
                .filter(answer -> answer.number() == number)
                .findFirst();
    }

    boolean hasCredited(long number) {
        return entries.stream()
                .anyMatch(entry -> entry instanceof Entry.SettlementCredit credit && credit.number() == number);
    }

    boolean hasCancelled(long number) {
        return entries.stream()
                .anyMatch(entry -> entry instanceof Entry.SettlementCancelled other && other.number() == number);
    }

    /** What this writer has accepted as coming, and neither credited nor seen cancelled. */
    long reserved(Stand peer) {
        return entries.stream()
                .filter(Entry.SettlementAnswer.class::isInstance)
                .map(Entry.SettlementAnswer.class::cast)
                .filter(answer -> !hasCredited(answer.number()) && !peer.hasCancelled(answer.number()))
                .mapToLong(Entry.SettlementAnswer::units)
                .sum();
    }

    private Stand with(Entry entry) {
        List<Entry> all = new ArrayList<>(entries);
        all.add(entry);
        Hash next = CanonicalForm.chained(hash, entry);
        return new Stand(
                updates, all, newest, paid + paidBy(entry), credited + creditedBy(entry), limitAfter(entry), next);
    }

    private static long paidBy(Entry entry) {
        if (entry instanceof Entry.Payment payment) {
            return payment.amount().units();
        }
        return entry instanceof Entry.PaymentBatch batch ? batch.amounts().sum() : 0;
    }

    private static long creditedBy(Entry entry) {
        return entry instanceof Entry.SettlementCredit credit ? credit.amount().units() : 0;
    }

    private long limitAfter(Entry entry) {
        if (entry instanceof Entry.Open open) {
            return open.granted().units();
        }
        return entry instanceof Entry.LimitChange change ? change.limit().units() : limit;
    }
}
