package io.p2pcredit.simulation.world;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time, in nanoseconds from 0, and everything that is going to happen. Time passes only from one event to the
 * next; of two events at one time the one that was planned first comes first. Not thread-safe.
 */
public final class EventQueue {
    public static final long MICROSECOND = 1_000L;
    public static final long MILLISECOND = 1_000_000L;
    public static final long SECOND = 1_000_000_000L;

    private final PriorityQueue<Event> planned =
            new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::order));
    private final Trace trace;
    private long now;
    private long count;

    public EventQueue(Trace trace) {
        this.trace = trace;
    }

    public long now() {
        return now;
    }

    /** Plans an event at a time, which is not before now. */
    public Event at(long time, String who, String what, Runnable task) {
        return at(time, who, what, what.hashCode(), task);
    }

    /**
     * Plans an event whose words and fingerprint are told apart, as in {@link Trace#add(long, String, Object, long)}.
     */
    public Event at(long time, String who, Object what, long fingerprint, Runnable task) {
        Event event = new Event(Math.max(time, now), count++, who, what, fingerprint, task);
        planned.add(event);
        return event;
    }

    /** Plans an event after a delay. */
    public Event after(long delay, String who, String what, Runnable task) {
        return at(now + delay, who, what, task);
    }

    /** Something that happens now, as part of the present event. */
    public void note(String who, String what) {
        trace.add(now, who, what);
    }

    /** The same, with words and fingerprint told apart, as in {@link Trace#add(long, String, Object, long)}. */
    public void note(String who, Object what, long fingerprint) {
        trace.add(now, who, what, fingerprint);
    }

    /** When the next event comes, or {@link Long#MAX_VALUE} if there is none. */
    public long next() {
        dropCancelled();
        Event first = planned.peek();
        return first == null ? Long.MAX_VALUE : first.time;
    }

    /** Lets time pass in which nothing happens, but not beyond the next event. */
    public void pass(long until) {
        now = Math.max(now, Math.min(until, next()));
    }

    /** Lets the next event happen; false if there is none. */
    public boolean runNext() {
        dropCancelled();
        Event event = planned.poll();
        if (event == null) {
            return false;
        }
        now = event.time;
        trace.add(now, event.who, event.what, event.fingerprint);
        event.run();
        return true;
    }

    private void dropCancelled() {
        while (!planned.isEmpty() && planned.peek().task == null) {
            planned.poll();
        }
    }

    /** Something that is going to happen. */
    public static final class Event {
        private final long time;
        private final long order;
        private final String who;
        private final Object what;
        private final long fingerprint;
        private @Nullable Runnable task;

        private Event(long time, long order, String who, Object what, long fingerprint, Runnable task) {
            this.time = time;
            this.order = order;
            this.who = who;
            this.what = what;
            this.fingerprint = fingerprint;
            this.task = task;
        }

        public long time() {
            return time;
        }

        private long order() {
            return order;
        }

        /** It does not happen any more. May be called twice, and after it has happened. */
        public void cancel() {
            task = null;
        }

        private void run() {
            Runnable now = task;
            task = null;
            if (now != null) {
                now.run();
            }
        }
    }
}
