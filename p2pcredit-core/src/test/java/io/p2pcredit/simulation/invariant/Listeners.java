package io.p2pcredit.simulation.invariant;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The invariants by what they listen to, so that nobody is shown what it does not look at. Not thread-safe.
 */
public final class Listeners {
    private final Map<String, List<Invariant>> byEvent = new HashMap<>();

    /** Adds an invariant, after those that are here already, to the listeners of each event whose method it has. */
    public void add(Invariant invariant) {
        for (Method event : Invariant.class.getMethods()) {
            if (has(invariant, event)) {
                of(event.getName()).add(invariant);
            }
        }
    }

    /** Those who listen to the event; those who are added later come into the same list. */
    public List<Invariant> of(String event) {
        return byEvent.computeIfAbsent(event, name -> new ArrayList<>());
    }

    private static boolean has(Invariant invariant, Method event) {
        try {
            return !invariant
                    .getClass()
                    .getMethod(event.getName(), event.getParameterTypes())
                    .getDeclaringClass()
                    .equals(Invariant.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("an invariant has all methods of its kind", e);
        }
    }
}
