package io.p2pcredit.simulation;

import io.p2pcredit.trustline.PeerId;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a run takes place. Since everybody chooses at random independently of the others, what is left is nearly what
 * it is in the whole run.
 *
 * <p>Written as a list with commas: {@code -NETWORK} and {@code -Carol} leave out a fault and a peer, {@code -FAULTS} all
 * faults; {@code Alice.17} is an action that takes place, and {@code *} stands for all actions.
 *
 * @param withoutPeers who does not take part
 * @param without the faults that do not occur
 * @param only the actions that take place; empty if all do
 */
public record Excerpt(SortedSet<PeerId> withoutPeers, Set<Fault> without, Optional<SortedSet<ActionId>> only) {
    /** The whole run. */
    public static final Excerpt EVERYTHING = new Excerpt(new TreeSet<>(), Set.of(), Optional.empty());

    private static final Set<Fault> ALL_FAULTS = EnumSet.allOf(Fault.class);
    private static final String ALL = "*";
    private static final String MINUS = "-";
    private static final String FAULTS = "FAULTS";

    public Excerpt {
        withoutPeers = Collections.unmodifiableSortedSet(new TreeSet<>(withoutPeers));
        without = Collections.unmodifiableSet(copyOf(without)); // in the order in which they are declared
        only = only.map(actions -> Collections.unmodifiableSortedSet(new TreeSet<>(actions)));
    }

    /** Reads what {@link #toString} writes. */
    public static Excerpt parse(String text) {
        List<String> parts = Stream.of(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        Predicate<String> isLeftOut = part -> part.startsWith(MINUS);
        List<String> names =
                parts.stream().filter(isLeftOut).map(part -> part.substring(1)).toList();
        Optional<SortedSet<ActionId>> only = parts.contains(ALL)
                ? Optional.empty()
                : Optional.of(parts.stream()
                        .filter(isLeftOut.negate())
                        .map(ActionId::parse)
                        .collect(Collectors.toCollection(TreeSet::new)));
        return new Excerpt(
                names.stream()
                        .filter(name -> faults(name).isEmpty())
                        .map(PeerId::of)
                        .collect(Collectors.toCollection(TreeSet::new)),
                names.stream().flatMap(name -> faults(name).stream()).collect(Collectors.toSet()),
                only);
    }

    public Excerpt without(Collection<Fault> more) {
        Set<Fault> all = copyOf(without);
        all.addAll(more);
        return new Excerpt(withoutPeers, all, only);
    }

    public Excerpt withoutPeer(PeerId peer) {
        SortedSet<PeerId> all = new TreeSet<>(withoutPeers);
        all.add(peer);
        return new Excerpt(all, without, only);
    }

    /** The same with these actions alone. */
    public Excerpt only(Collection<ActionId> actions) {
        return new Excerpt(withoutPeers, without, Optional.of(new TreeSet<>(actions)));
    }

    boolean has(Fault fault) {
        return !without.contains(fault);
    }

    boolean has(PeerId peer) {
        return !withoutPeers.contains(peer);
    }

    boolean has(ActionId action) {
        return only.map(actions -> actions.contains(action)).orElse(true);
    }

    @Override
    public String toString() {
        Stream<String> faults = without.equals(ALL_FAULTS)
                ? Stream.of(FAULTS)
                : without.stream().map(Fault::name);
        Stream<String> left =
                Stream.concat(faults, withoutPeers.stream().map(PeerId::name)).map(MINUS::concat);
        Stream<String> actions =
                only.map(all -> all.stream().map(ActionId::toString)).orElse(Stream.of(ALL));
        return Stream.concat(left, actions).collect(Collectors.joining(","));
    }

    private static Set<Fault> copyOf(Set<Fault> faults) {
        return faults.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(faults);
    }

    /** What the name stands for; nothing if it is a peer's. */
    private static Set<Fault> faults(String name) {
        return name.equals(FAULTS)
                ? ALL_FAULTS
                : ALL_FAULTS.stream().filter(fault -> fault.name().equals(name)).collect(Collectors.toSet());
    }
}
