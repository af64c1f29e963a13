package io.p2pcredit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.internal.session.Standing.Verdict;
import io.p2pcredit.trustline.PublicKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two peers and their connections, in every order in which what is on its way can arrive. */
class CrossingTest {
    private final Set<String> outcomes = new HashSet<>();
    private final Set<String> seen = new HashSet<>();

    @Test
    void leavesOneSessionThatBothHaveResumed() {
        explore(() -> new Pair().dial("X", 0).dial("Y", 1), List.of());

        assertThat(seen.size()).isGreaterThan(100);
        assertThat(outcomes).containsExactlyInAnyOrder("X X, resumed", "Y Y, resumed");
    }

    @ParameterizedTest(name = "{0} had dialled, {1} has lost it")
    @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
    void leavesTheNewSessionIfOnePeerHasLostTheOldOne(int dialer, int loser) {
        explore(() -> new Pair().established("old", dialer).lose("old", loser).dial("new", loser), List.of());

        assertThat(outcomes).containsExactly("new new, resumed");
    }

    @ParameterizedTest(name = "{0} had dialled, {1} has dialled too late")
    @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
    void leavesTheOldSessionIfBothStillHaveIt(int dialer, int late) {
        explore(() -> new Pair().established("old", dialer).dial("late", late), List.of());

        assertThat(outcomes).containsExactly("old old, resumed");
    }

    @ParameterizedTest(name = "{0} had dialled")
    @CsvSource({"0", "1"})
    void leavesOneSessionIfBothHaveLostTheOldOneAndDialled(int dialer) {
        explore(
                () -> new Pair()
                        .established("old", dialer)
                        .lose("old", 0)
                        .lose("old", 1)
                        .dial("X", 0)
                        .dial("Y", 1),
                List.of());

        assertThat(outcomes).containsExactlyInAnyOrder("X X, resumed", "Y Y, resumed");
    }

    private void explore(Supplier<Pair> beginning, List<Integer> path) {
        Pair pair = beginning.get();
        path.forEach(pair::deliver);
        if (!seen.add(pair.toString())) {
            return;
        }
        int choices = pair.underWay().size();
        if (choices == 0) {
            outcomes.add(pair.outcome());
        }
        for (int choice = 0; choice < choices; choice++) {
            List<Integer> longer = new ArrayList<>(path);
            longer.add(choice);
            explore(beginning, longer);
        }
    }

    private enum Message {
        AUTH,
        RESUME,
        CLOSE
    }

    /** What one end of a connection will hear, and whether it is closed there. */
    private static final class End {
        private final Queue<Message> coming = new ArrayDeque<>();
        private boolean closed;
    }

    /** Two peers; the first has the lower key. */
    private static final class Pair {
        private static final List<PublicKey> KEYS = List.of(new PublicKey(1, 0, 0, 0), new PublicKey(2, 0, 0, 0));

        private final List<Standing<String>> peers =
                KEYS.stream().map(Standing<String>::new).toList();
        private final List<StringBuilder> stories = List.of(new StringBuilder(), new StringBuilder());
        private final List<Set<String>> resumed = List.of(new HashSet<>(), new HashSet<>());
        private final Map<String, Integer> dialers = new TreeMap<>();
        private final Map<String, List<End>> connections = new TreeMap<>();

        Pair dial(String connection, int dialer) {
            dialers.put(connection, dialer);
            connections.put(connection, List.of(new End(), new End()));
            end(connection, 1 - dialer).coming.add(Message.AUTH);
            return this;
        }

        /** A session that both have had for long. */
        Pair established(String connection, int dialer) {
            dial(connection, dialer);
            while (!underWay().isEmpty()) {
                deliver(0);
            }
            return this;
        }

        /** One end has noticed that the connection is gone; the other one never will by itself. */
        Pair lose(String connection, int peer) {
            end(connection, peer).closed = true;
            act(peer, peers.get(peer).closed(connection));
            return this;
        }

        /** The ends for which something is on its way. */
        List<String> underWay() {
            List<String> ends = new ArrayList<>();
            connections.forEach((connection, both) -> {
                for (int peer = 0; peer < 2; peer++) {
                    if (!both.get(peer).coming.isEmpty()) {
                        ends.add(connection + peer);
                    }
                }
            });
            return ends;
        }

        void deliver(int choice) {
            String chosen = underWay().get(choice);
            String connection = chosen.substring(0, chosen.length() - 1);
            int peer = chosen.charAt(chosen.length() - 1) - '0';
            End end = end(connection, peer);
            Message message = end.coming.remove();
            if (!end.closed || message == Message.CLOSE) {
                stories.get(peer).append(message).append(connection).append(' ');
                hear(connection, peer, message);
            }
        }

        private void hear(String connection, int peer, Message message) {
            Standing<String> standing = peers.get(peer);
            if (message == Message.RESUME) {
                resumed.get(peer).add(connection);
                act(peer, standing.resumed(connection));
            } else if (message == Message.CLOSE) {
                end(connection, peer).closed = true;
                act(peer, standing.closed(connection));
            } else {
                if (dialers.get(connection) != peer) {
                    say(connection, peer, Message.AUTH);
                }
                act(peer, standing.opened(connection, KEYS.get(dialers.get(connection))));
            }
        }

        private void act(int peer, Verdict<String> verdict) {
            verdict.ends().ifPresent(connection -> {
                end(connection, peer).closed = true;
                end(connection, peer).coming.add(Message.CLOSE);
                say(connection, peer, Message.CLOSE);
            });
            verdict.starts().ifPresent(connection -> say(connection, peer, Message.RESUME));
        }

        /** What is said on a connection that is closed at the other end, or was lost there, comes to nothing. */
        private void say(String connection, int peer, Message message) {
            End other = end(connection, 1 - peer);
            if (!other.closed) {
                other.coming.add(message);
            }
        }

        private End end(String connection, int peer) {
            return connections.get(connection).get(peer);
        }

        String outcome() {
            Optional<String> first = peers.get(0).current();
            Optional<String> second = peers.get(1).current();
            boolean both = first.isPresent()
                    && resumed.stream().allMatch(set -> set.contains(first.get()))
                    && connections.get(first.get()).stream().noneMatch(end -> end.closed);
            return first.orElse("none") + " " + second.orElse("none") + (both ? ", resumed" : ", broken");
        }

        /** All that what follows can depend on. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(stories.toString());
            connections.forEach((connection, both) -> both.forEach(
                    end -> text.append(connection).append(end.coming).append(end.closed)));
            return text.toString();
        }
    }
}
