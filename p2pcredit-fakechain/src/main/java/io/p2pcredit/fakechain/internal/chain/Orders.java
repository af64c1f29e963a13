package io.p2pcredit.fakechain.internal.chain;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.p2pcredit.fakechain.internal.chain.StorageFailedException.Consequence;
import io.p2pcredit.fakechain.internal.key.KeyHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final Object turn = new Object();
    private volatile boolean isInDoubt;

    @GuardedBy("turn")
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
        synchronized (turn) {
            records.close();
        }
    }

    /** Whoever gets the turn decides for all who wait for it. */
    private <R> R decide(Function<Draft, R> rule) {
        Order<R> order = new Order<>(rule);
        waiting.add(order);
        synchronized (turn) {
            if (!order.isAnswered()) {
                decideRound();
            }
        }
        return order.answer();
    }

    @GuardedBy("turn")
    private void decideRound() {
        List<Order<?>> round = new ArrayList<>();
        for (Order<?> next = waiting.poll(); next != null; next = waiting.poll()) {
            round.add(next);
        }
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

    @GuardedBy("turn")
    private void record(Draft draft, List<Order<?>> round) {
        isInDoubt = true;
        try {
            records.keep(draft.changes());
            chain.apply(draft.changes());
            isInDoubt = false;
            round.forEach(Order::release);
            say(false, null);
        } catch (NotKeptException e) {
            isInDoubt = false;
            refuse(round, Consequence.NOTHING_CHANGED);
            say(true, e);
        } catch (RuntimeException e) {
            LOG.error("a change may or may not be stored: no more are made until the server is started again", e);
            refuse(round, Consequence.UNKNOWN);
        }
    }

    /** Logs the first change that was refused, and the first that was not any more. */
    @GuardedBy("turn")
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
        private Supplier<R> decision = () -> {
            throw new StorageFailedException(Consequence.UNKNOWN); // unless its round came to its end
        };
        private boolean isAnswered;
        private Supplier<R> answer = decision;

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

        void release() {
            answer = decision;
            isAnswered = true;
        }

        void refuse(Consequence consequence) {
            decision = () -> {
                throw new StorageFailedException(consequence);
            };
            release();
        }

        boolean isAnswered() {
            return isAnswered;
        }

        R answer() {
            return answer.get();
        }
    }
}
