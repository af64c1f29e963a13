package io.p2pcredit.inmemory;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.p2pcredit.spi.Ledger.Capability;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * How the ledger of an {@link InMemoryWorld} behaves towards one peer: for tests of what a program does on a ledger that
 * is slow, silent, or can do little. At first it can do everything, answers every question, and carries every transfer
 * out. Nothing here depends on time or chance, so a test sees the same every time.
 *
 * <p>What is told counts for what the peer asks from then on. Thread-safe.
 */
public final class LedgerBehaviour {
    private final Deque<Fate> next = new ArrayDeque<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private Set<Capability> capabilities = Set.of(Capability.values());
    private Fate usual = Fate.CARRIED_OUT;
    private boolean silent;

    LedgerBehaviour() {}

    /** What becomes of a transfer that the peer hands over. */
    public enum Fate {
        /** It is carried out, and answered. */
        CARRIED_OUT,
        /**
         * It arrives twice, and what is heard is the second answer. A ledger with {@link Capability#IDEMPOTENT_SUBMIT}
         * gives the first answer again; one without moves the money twice.
         */
        REPEATED,
        /** The ledger refuses it for good. */
        REFUSED,
        /** It cannot be sent, and nothing happens: {@code NotSent}. */
        NOT_SENT,
        /** It is lost on its way: {@code Unknown}, and nothing happens. */
        REQUEST_LOST,
        /** It is carried out, and then the ledger hangs up: {@code Unknown}. */
        ANSWER_LOST,
        /** It waits, unanswered, until {@link LedgerBehaviour#release}; then it is carried out, and answered. */
        HELD,
        /** It is on its way for longer than anybody waits: {@code Unknown}, and carried out at the {@code release}. */
        LATE
    }

    /** The ledger can do that and nothing else. One that cannot tell keys apart carries every request out. */
    @CanIgnoreReturnValue
    public synchronized LedgerBehaviour can(Capability... abilities) {
        capabilities = Set.of(abilities);
        return this;
    }

    /** What becomes of every further transfer, but for those that {@link #nextTransfers} spoke of. */
    @CanIgnoreReturnValue
    public synchronized LedgerBehaviour transfers(Fate fate) {
        usual = fate;
        return this;
    }

    /** What becomes of the next transfers, one after the other; after them it is as before. */
    @CanIgnoreReturnValue
    public synchronized LedgerBehaviour nextTransfers(Fate... fates) {
        next.addAll(List.of(fates));
        return this;
    }

    /** Questions, also the one for what the ledger can do, get no answer from now on. */
    @CanIgnoreReturnValue
    public synchronized LedgerBehaviour answersNoQuestions() {
        silent = true;
        return this;
    }

    /** Questions get answers again. */
    @CanIgnoreReturnValue
    public synchronized LedgerBehaviour answersQuestions() {
        silent = false;
        return this;
    }

    /**
     * Carries out the transfers that are held or late, in the order in which they came. Whoever waits for an answer is
     * told on the calling thread.
     */
    public void release() {
        List<Runnable> due;
        synchronized (this) {
            due = List.copyOf(waiting);
            waiting.clear();
        }
        due.forEach(Runnable::run);
    }

    /** How many transfers are held or late. */
    public synchronized int waiting() {
        return waiting.size();
    }

    synchronized Fate nextFate() {
        Fate first = next.poll();
        return first == null ? usual : first;
    }

    synchronized void keep(Runnable transfer) {
        waiting.add(transfer);
    }

    synchronized Set<Capability> capabilities() {
        return capabilities;
    }

    /** Whether a question that needs this ability is answered. */
    synchronized boolean answers(Capability needed) {
        return !silent && capabilities.contains(needed);
    }

    synchronized boolean isSilent() {
        return silent;
    }
}
