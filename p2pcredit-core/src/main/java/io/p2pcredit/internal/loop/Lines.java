package io.p2pcredit.internal.loop;

import com.google.common.collect.AbstractIterator;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.Link;
import io.p2pcredit.trustline.machine.Link.Phase;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All lines of a node at their last durable points, by peer. Only the owner writes; anybody may read what is published,
 * which leaves out lines on which nothing is written yet. Lines with a key that a peer no longer has can be read, and
 * have no name: nothing steps them any more.
 */
public final class Lines {
    private final Map<PeerId, Held> published = new ConcurrentHashMap<>();
    private final Map<PublicKey, PeerId> names = new ConcurrentHashMap<>();
    private final Map<PublicKey, Held> retired = new ConcurrentHashMap<>();
    private final Map<PeerId, Held> blank = new HashMap<>();
    private final Exposure exposure = new Exposure();

    /** The lines that the journal held. */
    public Lines(Collection<Line> recovered) {
        for (Line line : recovered) {
            publish(line.identity().peer(), new Held(line, Link.AWAY));
            exposure.change(0, line.exposure());
        }
    }

    /** What all lines together may still have to settle, with what the round under way has changed. */
    public Exposure exposure() {
        return exposure;
    }

    /** For any thread. */
    public Optional<Held> published(PeerId peer) {
        return Optional.ofNullable(published.get(peer));
    }

    /** For any thread. */
    public List<Held> published() {
        return List.copyOf(published.values());
    }

    /** Lines with keys that their peers no longer have. For any thread. */
    public List<Held> retired() {
        return List.copyOf(retired.values());
    }

    /** The line with the peer of that key, also if the peer no longer has it. For any thread. */
    public Optional<Line> withKey(PublicKey key) {
        return nameOf(key)
                .flatMap(this::published)
                .filter(held -> key(held).equals(key))
                .or(() -> Optional.ofNullable(retired.get(key)))
                .map(Held::line);
    }

    /**
     * A walk through the keys of all lines at its own pace: it comes to every line that is there at its beginning, and
     * perhaps twice to one that is retired meanwhile. For any thread.
     */
    public Iterator<PublicKey> keys() {
        Iterator<PublicKey> first = names.keySet().iterator();
        return new AbstractIterator<>() {
            private Iterator<PublicKey> rest = first;
            private boolean reachedRetired;

            @Override
            protected @Nullable PublicKey computeNext() {
                if (!rest.hasNext() && !reachedRetired) {
                    reachedRetired = true;
                    rest = retired.keySet().iterator();
                }
                return rest.hasNext() ? rest.next() : endOfData();
            }
        };
    }

    /** The line of that id with that peer, also if the peer no longer has its key. For any thread. */
    public Optional<Line> find(PeerId peer, LineId id) {
        return Stream.concat(published(peer).stream(), retired().stream())
                .map(Held::line)
                .filter(line -> line.identity().id().equals(id))
                .findFirst();
    }

    /** The name under which a key is pinned, or in a session. For any thread. */
    public Optional<PeerId> nameOf(PublicKey key) {
        return Optional.ofNullable(names.get(key));
    }

    /** The key to which a name is pinned. For any thread. */
    public Optional<PublicKey> keyOf(PeerId peer) {
        return published(peer).map(Lines::key);
    }

    /**
     * Whether the name may belong to the key: neither is known with another one, and the key is not given up. Two names with one key would share a
     * line. For any thread.
     */
    public boolean fit(PeerId peer, PublicKey key) {
        return !retired.containsKey(key)
                && keyOf(peer).filter(pinned -> !pinned.equals(key)).isEmpty()
                && nameOf(key).filter(known -> !known.equals(peer)).isEmpty();
    }

    /** What is published, and lines on which nothing is written yet. For the owner. */
    public Optional<Held> held(PeerId peer) {
        return published(peer).or(() -> Optional.ofNullable(blank.get(peer)));
    }

    void put(PeerId peer, Held held) {
        forgetBlank(peer);
        if (held.line().isBlank()) {
            blank.put(peer, held);
            names.put(key(held), peer);
        } else {
            publish(peer, held);
        }
    }

    /** Forgets a line on which nothing is written, unless a session has taken it up. */
    void forgetIfBlank(PeerId peer) {
        Held held = blank.get(peer);
        if (held != null && held.link().phase() == Phase.AWAY) {
            forgetBlank(peer);
        }
    }

    private void forgetBlank(PeerId peer) {
        Held held = blank.remove(peer);
        if (held != null) {
            names.remove(key(held), peer);
        }
    }

    private void publish(PeerId peer, Held held) {
        if (held.line().isRetired()) {
            retired.put(key(held), held);
            names.remove(key(held), peer);
            published.computeIfPresent(peer, (name, known) -> key(known).equals(key(held)) ? null : known);
        } else {
            published.put(peer, held);
            names.put(key(held), peer);
        }
    }

    private static PublicKey key(Held held) {
        return held.line().identity().peerKey();
    }
}
