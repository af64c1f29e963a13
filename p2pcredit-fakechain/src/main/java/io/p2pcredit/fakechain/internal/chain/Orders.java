package io.p2pcredit.fakechain.internal.chain;

import io.p2pcredit.fakechain.internal.chain.StorageFailedException.Consequence;
import io.p2pcredit.fakechain.internal.key.KeyHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about orders, and changes the {@link Chain} accordingly: what is decided is first recorded for good, then
 * true, then answered. Orders that arrive together are decided in one round and recorded by one write, so that a busy
 * chain waits for its disk less often than it is asked.
 *
 * <p>An order whose change could not be recorded fails with {@link StorageFailedException}, and so does every other one
 * of its round that counted on it. When nobody knows whether a change was recorded, no further one is made; what can be
 * answered without a change still is.
 *
 * <p>Thread-safe. A call returns when its order is decided about, however long the disk takes.
 */
public final class Orders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final Chain chain;
    private final Rules rules;
    private final Records records;
    private final ConcurrentLinkedQueue<Order<?>> waiting = new ConcurrentLinkedQueue<>();
    /** Held by whoever decides a round: everything below is his. */
    private final ReentrantLock turn = new ReentrantLock();

    private volatile boolean isInDoubt;
    private boolean isRefusing;

    /** @param records of the chain; closed with these orders */
    public Orders(Chain chain, Rules rules, Records records) {
        this.chain = chain;
        this.rules = rules;
        this.records = records;
    }

    /**
     * Opens the account, or updates where its owner is.
     *
     * @param keyHash of the owner's private key: the one that the account has, if it exists
     * @return why not, or nothing if it was done
     */
    public Optional<Refusal> register(Registration order, KeyHash keyHash) {
        return decide(draft -> rules.register(draft, order, keyHash));
    }

    /**
     * Moves funds, once for each sender and key: the first decision, a refusal included, is the answer for ever.
     *
     * @param senderKey the hash that the given private key was found to match
     */
    public TransferResult transfer(TransferOrder order, KeyHash senderKey) {
        return decide(draft -> rules.transfer(draft, order, senderKey));
    }

    /**
     * Makes the candidate's ledger as if it had never been. Other candidates keep theirs.
     *
     * @return how many users it had
     */
    public int deleteAllUsers(String candidate) {
        return decide(draft -> rules.deleteAllUsers(draft, candidate));
    }

    /** Whether changes can still be made: not after one of which nobody knows whether it was recorded. */
    public boolean areTaken() {
        return !isInDoubt;
    }

    /** How many wait for their round. */
    int waiting() {
        return waiting.size();
    }

    /** Lets go of the records, once the round that is being decided is over. May be called twice. */
    @Override
    public void close() {
        turn.lock();
        try {
            records.close();
        } finally {
            passTurn();
        }
    }

    /** Whoever gets the turn decides for all who wait, and then wakes one of those who came meanwhile to do the same. */
    private <R> R decide(Function<Draft, R> rule) {
        Order<R> order = new Order<>(rule);
        waiting.add(order);
        while (!order.isAnswered()) {
            if (turn.tryLock()) {
                try {
                    decideRound();
                } finally {
                    passTurn();
                }
            } else {
                order.await();
            }
        }
        return order.answer();
    }

    /** Whoever found the turn taken is in the queue by now: it is looked at after the turn is free. */
    private void passTurn() {
        turn.unlock();
        Order<?> next = waiting.peek();
        if (next != null) {
            next.wake();
        }
    }

    private void decideRound() {
        List<Order<?>> round = new ArrayList<>();
        for (Order<?> next = waiting.poll(); next != null; next = waiting.poll()) {
            round.add(next);
        }
        try {
            decide(round);
        } finally {
            round.forEach(Order::end);
        }
    }

    private void decide(List<Order<?>> round) {
        Draft draft = new Draft(chain);
        round.forEach(order -> order.decide(draft));
        if (draft.changes().isEmpty()) {
            round.forEach(Order::release);
        } else if (isInDoubt) {
            refuse(round, Consequence.NO_MORE_CHANGES);
        } else {
            record(draft, round);
        }
    }

    private void record(Draft draft, List<Order<?>> round) {
        boolean isKnown = false;
        try {
            records.keep(draft.changes());
            chain.apply(draft.changes());
            isKnown = true;
            round.forEach(Order::release);
            say(false, null);
        } catch (NotKeptException e) {
            isKnown = true;
            refuse(round, Consequence.NOTHING_CHANGED);
            say(true, e);
        } catch (RuntimeException e) {
            LOG.error("a change may or may not be stored: no more are made until the server is started again", e);
            refuse(round, Consequence.UNKNOWN);
        } finally {
            isInDoubt = !isKnown;
        }
    }

    /** Logs the first change that was refused, and the first that was not any more. */
    private void say(boolean isRefused, @Nullable NotKeptException cause) {
        if (isRefused && !isRefusing) {
            LOG.error("changes cannot be stored, and are refused until they can", cause);
        } else if (!isRefused && isRefusing) {
            LOG.warn("changes can be stored again");
        }
        isRefusing = isRefused;
    }

    /** Answers what needs no change. */
    private void refuse(List<Order<?>> round, Consequence consequence) {
        for (Order<?> order : round) {
            Draft alone = new Draft(chain);
            order.decide(alone);
            if (alone.changes().isEmpty()) {
                order.release();
            } else {
                order.refuse(consequence);
            }
        }
    }

    /** An order, and what becomes of it. Written by whoever has the turn. */
    private static final class Order<R> {
        private final Function<Draft, R> rule;
        private final Semaphore news = new Semaphore(0);
        private Supplier<R> decision = failure(Consequence.UNKNOWN);
        private Supplier<R> answer = decision;
        private volatile boolean isAnswered;

        Order(Function<Draft, R> rule) {
            this.rule = rule;
        }

        void decide(Draft draft) {
            try {
                R result = rule.apply(draft);
                decision = () -> result;
            } catch (RuntimeException e) {
                decision = () -> {
                    throw e;
                };
            }
        }

        /** What was decided is the answer: it is recorded, or needs no record. */
        void release() {
            answer = decision;
        }

        void refuse(Consequence consequence) {
            answer = failure(consequence);
        }

        private static <R> Supplier<R> failure(Consequence consequence) {
            return () -> {
                throw new StorageFailedException(consequence);
            };
        }

        /** Its round is over, one way or another. */
        void end() {
            isAnswered = true;
            wake();
        }

        void wake() {
            news.release();
        }

        /** Until it is answered, or may get the turn. */
        void await() {
            news.acquireUninterruptibly();
        }

        boolean isAnswered() {
            return isAnswered;
        }

        R answer() {
            return answer.get();
        }
    }
}
