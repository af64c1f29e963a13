package io.p2pcredit.simulation;

import io.p2pcredit.simulation.world.EventQueue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What owners have done of their own accord so far. Not thread-safe. */
final class Actions {
    private final EventQueue events;
    private final List<Deed> deeds = new ArrayList<>();
    private @Nullable Deed current;

    Actions(EventQueue events) {
        this.events = events;
    }

    /** Does an action; what is done meanwhile is part of it. */
    void perform(ActionId id, Runnable action) {
        current = new Deed(events.now(), id, new ArrayList<>());
        action.run();
        if (!current.what().isEmpty()) {
            deeds.add(current);
        }
        current = null;
    }

    /** Something is asked for: as part of the present action if there is one, else by somebody else than an owner. */
    void does(Object what) {
        if (current != null) {
            current.what().add(what);
        }
    }

    /** All that something came of, in their order. */
    List<Deed> deeds() {
        return List.copyOf(deeds);
    }
}
