package io.p2pcredit.simulation.mutant.planted;

import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Effect;
import io.p2pcredit.trustline.machine.LedgerStep;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.PaymentQueue;
import io.p2pcredit.trustline.machine.QueuedPayment;
import io.p2pcredit.trustline.machine.SettlementSlot;
import io.p2pcredit.trustline.machine.Transition;
import io.p2pcredit.trustline.machine.Window;
import io.p2pcredit.trustline.machine.WorkingLine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Richer bugs: what is called in place of something of the library. */
public final class Blunders {
    private static final ThreadLocal<Runnable> PENDING = new ThreadLocal<>();
    private static final ThreadLocal<Entry> LAST = new ThreadLocal<>();

    private Blunders() {}

    /** An attempt under a key of its own. */
    public static CompletionStage<SubmitOutcome> submitUnderAnotherKey(Ledger ledger, Transfer transfer) {
        return ledger.submit(new Transfer(anyKey(), transfer.payer(), transfer.payee(), transfer.amount()));
    }

    private static SettlementKey anyKey() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new SettlementKey(random.nextLong(), random.nextLong());
    }

    /** A key that the creditor cannot compute. */
    public static SettlementKey keyByChance(Object line, Object debtor, long number) {
        return anyKey();
    }

    public static CompletionStage<SubmitOutcome> silenceIsSuccess(CompletionStage<SubmitOutcome> answer) {
        return answer.handle((outcome, failure) -> outcome instanceof SubmitOutcome.Unknown || failure != null
                ? new SubmitOutcome.Confirmed(TransactionId.of("surely"))
                : outcome);
    }

    public static CompletionStage<SubmitOutcome> silenceIsFailure(CompletionStage<SubmitOutcome> answer) {
        return answer.handle((outcome, failure) -> outcome instanceof SubmitOutcome.Unknown || failure != null
                ? new SubmitOutcome.Rejected("surely not")
                : outcome);
    }

    public static CompletionStage<SubmitOutcome> refusalIsSilence(CompletionStage<SubmitOutcome> answer) {
        return answer.thenApply(outcome -> outcome instanceof SubmitOutcome.Rejected rejected
                ? new SubmitOutcome.Unknown(rejected.reason())
                : outcome);
    }

    /** A line on which nobody gives credit takes part in nothing. */
    public static boolean isFrozenOrClosed(Line line) {
        return line.isFrozen() || (line.isOpen() && !givesCredit(line));
    }

    public static boolean givesCredit(Line line) {
        return line.isOpen()
                && line.own().limit().units() + line.theirs().limit().units() > 0;
    }

    /** Whoever has much unacknowledged takes nothing in. */
    public static boolean isFrozenOrBusy(Line line) {
        return line.isFrozen() || line.window().updates().size() >= Window.MAX_UPDATES;
    }

    public static Object ignored(Object work, Object evidence) {
        return new Transition.Moved((WorkingLine) work, List.of());
    }

    public static Object sentAway(Object work, Object evidence) {
        Effect end = new Effect.CloseSession(CloseCode.PROTOCOL_VIOLATION);
        return new Transition.Moved((WorkingLine) work, List.of(end));
    }

    public static Object movedUnlessBlank(Object work, Effect... effects) {
        WorkingLine next = (WorkingLine) work;
        return new Transition.Moved(next, next.line().isBlank() ? List.of() : List.of(effects));
    }

    public static Object movedUnlessReadyBefore(Object work, Effect... effects) {
        WorkingLine next = (WorkingLine) work;
        return new Transition.Moved(next, next.link().wasReady() ? List.of() : List.of(effects));
    }

    /** The last entries that are sent again are signed for once more, with what is acknowledged since. */
    public static Window underTheNewestProof(Line line) {
        List<Update> updates = new ArrayList<>(line.window().updates());
        if (!updates.isEmpty()) {
            Update last = updates.remove(updates.size() - 1);
            updates.add(new Update(last.entries(), line.own().newest().orElseThrow()));
        }
        return new Window(updates, line.window().bytes());
    }

    public static Update withoutItsEntries(Update update) {
        return new Update(List.of(), update.signed());
    }

    /** What the ledger has moved is no debt any more. */
    public static long debtLessWhatIsMoved(Line line) {
        SettlementSlot slot = line.outgoing();
        long moved = slot.isUnderWay() && slot.step() == LedgerStep.CONFIRMED ? slot.transferUnits() : 0;
        return -line.balance().units() - moved;
    }

    public static Amount oneMore(Amount amount) {
        return Amount.of(amount.units() + 1);
    }

    /** The same totals over other entries are as good. */
    public static boolean areSameButTheHash(Object expected, Object shown) {
        BalanceProof one = (BalanceProof) expected;
        BalanceProof other = (BalanceProof) shown;
        return one.paid() == other.paid()
                && one.credited() == other.credited()
                && one.limit().equals(other.limit());
    }

    /** One update with the entries of all, under the newest proof. */
    public static List<Update> merged(List<Update> updates) {
        if (updates.isEmpty()) {
            return updates;
        }
        List<Entry> entries = new ArrayList<>();
        updates.forEach(update -> entries.addAll(update.entries()));
        return List.of(new Update(entries, updates.get(updates.size() - 1).signed()));
    }

    /** Remembers which entry is the last one of an update. */
    public static List<Entry> rememberTheLast(List<Entry> entries) {
        LAST.set(entries.isEmpty() ? null : entries.get(entries.size() - 1));
        return entries;
    }

    /** What is checked after each of these is checked after the last one only. */
    public static boolean isTheLastAndRaisesTheDebt(Entry entry) {
        boolean raises = entry instanceof Entry.Payment
                || entry instanceof Entry.PaymentBatch
                || entry instanceof Entry.SettlementAnswer;
        return raises && entry.equals(LAST.get());
    }

    /** What is to be stored once everything is sent. */
    public static long appendLater(Journal journal, ByteBuffer group) {
        PENDING.set(() -> journal.append(group));
        return journal.end() + 1;
    }

    public static void sendAndAppend(Consumer<Object> committed, Object commit) {
        committed.accept(commit);
        Runnable append = PENDING.get();
        PENDING.remove();
        if (append != null) {
            append.run();
        }
    }

    public static List<LineRecord> withoutEntries(List<LineRecord> facts) {
        return facts.stream()
                .map(fact -> fact instanceof LineRecord.OwnUpdate own
                        ? new LineRecord.OwnUpdate(
                                new Update(List.of(), own.update().signed()))
                        : fact)
                .toList();
    }

    /** What the peer has sent is kept in memory. */
    public static List<LineRecord> withoutThePeers(List<LineRecord> facts) {
        return facts.stream()
                .filter(fact -> !(fact instanceof LineRecord.PeerUpdate))
                .toList();
    }

    public static Line applyAllButQueued(Line line, LineRecord fact) {
        return fact instanceof LineRecord.Queued ? line : line.apply(fact);
    }

    public static Object before(PaymentQueue queue, QueuedPayment first) {
        List<QueuedPayment> waiting = new ArrayList<>(queue.waiting());
        waiting.add(0, first);
        return PaymentQueue.of(waiting, queue.held());
    }

    public static void atOnce(Object round, Runnable task) {
        task.run();
    }

    /** What was taken back may be tried again. */
    public static PaymentStatus cancelledIsRefused(PaymentStatus status) {
        return status == PaymentStatus.CANCELLED ? PaymentStatus.REFUSED : status;
    }
}
