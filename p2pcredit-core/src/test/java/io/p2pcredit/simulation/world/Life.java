package io.p2pcredit.simulation.world;

import io.p2pcredit.trustline.PeerId;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a peer's process, from its start to its crash. Whatever it has planned or asks for after its end does not
 * happen. Not thread-safe.
 */
public final class Life {
    private final PeerId peer;
    private final String name;
    private final List<Runnable> whenOver = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean alive = true;
    private boolean stopped;

    /** @param number which of the peer's lives this is, from 1 */
    public Life(PeerId peer, int number) {
        this.peer = peer;
        this.name = peer.name() + "#" + number;
    }

    public PeerId peer() {
        return peer;
    }

    public boolean isAlive() {
        return alive;
    }

    /** Runs the task as part of the end of this life. */
    public void whenOver(Runnable task) {
        whenOver.add(task);
    }

    /** The process is gone from now on. May be called twice. */
    public void end() {
        if (alive) {
            alive = false;
            whenOver.forEach(Runnable::run);
        }
    }

    /** The process stands still: nothing of it happens until it goes on. */
    public void stop() {
        stopped = true;
    }

    public boolean isStopped() {
        return stopped;
    }

    /** The process goes on with everything that has become due meanwhile, in its order. */
    public void goOn() {
        stopped = false;
        List<Runnable> due = List.copyOf(waiting);
        waiting.clear();
        due.forEach(this::run);
    }

    /** Ends this life in the middle of what it does. */
    public Crash crash(String where) {
        end();
        return new Crash(where);
    }

    /** The task, if this life lasts until then. What it throws matters only if it survives it. */
    public Runnable doing(Runnable task) {
        return () -> run(task);
    }

    private void run(Runnable task) {
        if (!alive) {
            return;
        }
        if (stopped) {
            waiting.add(task);
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            if (alive) {
                throw e;
            }
        }
    }

    /** The peer's name and the number of this life. */
    @Override
    public String toString() {
        return name;
    }
}
