package io.p2pcredit.simulation;

import io.p2pcredit.trustline.PeerId;
import java.util.Comparator;

/**
 * One thing that an owner does in a run, whatever else is left out of it. Written as {@code Alice.17}.
 *
 * @param number which of this owner's it is, from 1
 */
public record ActionId(PeerId owner, int number) implements Comparable<ActionId> {
    private static final Comparator<ActionId> ORDER =
            Comparator.comparing(ActionId::owner).thenComparingInt(ActionId::number);

    /** Reads what {@link #toString} writes. */
    static ActionId parse(String text) {
        int dot = text.lastIndexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("an action is written as in Alice.17, not " + text);
        }
        return new ActionId(PeerId.of(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    @Override
    public int compareTo(ActionId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return owner.name() + "." + number;
    }
}
