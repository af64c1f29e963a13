package io.p2pcredit.transport.ws.mallory;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.Role;
import io.p2pcredit.transport.ws.RawSocket;
import io.p2pcredit.transport.ws.codec.MessageCodec;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Too much of something, as fast as it goes. Where there is a line, nobody owes more than was paid in the open. */
enum Flood {
    /** Sockets that are broken off as soon as they are there. */
    CONNECTIONS(node -> {
        for (int i = 0; i < 500; i++) {
            RawSocket.connected(node.address()).reset();
        }
        return Optional.empty();
    }),

    /** Handshakes, each with a signature to verify that is wrong. */
    HANDSHAKES(node -> {
        Mallory mallory = node.newcomer();
        InMemorySigner other = InMemorySigner.generate();
        for (int i = 0; i < 40; i++) {
            mallory.connect().hello().say(mallory.auth(Role.DIALER, other));
        }
        return Optional.of(mallory);
    }),

    /** Sessions of ever new strangers. All of them stay. */
    STRANGERS(node -> {
        List<Mallory> all = node.newcomers(20);
        for (Mallory one : all) {
            one.enter();
        }
        for (Mallory one : all) {
            one.close();
        }
        return Optional.empty();
    }),

    /** Sessions of one peer, each in the place of the last. */
    SESSIONS(node -> {
        Mallory mallory = node.newcomer().openLine(Scene.LIMIT);
        for (int i = 0; i < 25; i++) {
            mallory.connect().hello().authenticate();
            mallory.socket().sendRegardless(RawSocket.TEXT, text(mallory.resumption()));
        }
        return Optional.of(mallory);
    }),

    /** Pings, whose answers nobody reads. */
    PINGS(node -> {
        Mallory mallory = node.newcomer().openLine(Scene.LIMIT);
        for (int i = 0; i < 50_000; i++) {
            mallory.socket().sendRegardless(RawSocket.PING, new byte[125]);
        }
        return Optional.of(mallory);
    }),

    /** Payments of one unit, each an update of its own, whose receipts nobody reads before the end. */
    TINY_PAYMENTS(node -> {
        Mallory mallory = node.newcomer().openLine(CreditLimit.of(1_000));
        for (int i = 0; i < 150; i++) {
            mallory.say(new Deliver(mallory.pen().write(mallory.pen().payment(1))));
        }
        return Optional.of(mallory.awaitAcknowledgement());
    }),

    /** Updates that the node has long since. */
    STALE_UPDATES(node -> {
        Mallory mallory = node.newcomer().openLine(Scene.LIMIT);
        Update old = mallory.pen().write(mallory.pen().payment(1));
        mallory.say(new Deliver(old)).awaitAcknowledgement().pay(1);
        return repeated(mallory, new Deliver(old), 600);
    }),

    /** Changes of the limit, which cost her nothing. */
    LIMIT_CHANGES(node -> {
        Mallory mallory = node.newcomer().openLine(Scene.LIMIT);
        for (int i = 0; i < 300; i++) {
            mallory.socket().sendRegardless(RawSocket.TEXT, text(limitChange(mallory)));
        }
        return Optional.of(mallory);
    }),

    /** Hints how far she has come. */
    PROGRESS(node -> repeated(node.newcomer().openLine(Scene.LIMIT), new Progress(1, 1), 20_000)),

    /** Refusals of what nobody has proposed. */
    DECLINES(node -> repeated(node.newcomer().openLine(Scene.LIMIT), new Decline(), 20_000)),

    /** Proposals of a line that is open. */
    PROPOSALS(node ->
            repeated(node.newcomer().openLine(Scene.LIMIT), new Propose(CreditLimit.of(1 << 30), List.of()), 3_000)),

    /** The largest messages, after so many free entries that nobody reads them, in one session after the other. */
    LARGEST_MESSAGES(node -> {
        Mallory mallory = node.newcomer().openLine(Scene.LIMIT);
        for (int i = 0; i < 300; i++) {
            mallory.say(limitChange(mallory));
        }
        byte[] text = text(limitChange(mallory));
        byte[] largest = Arrays.copyOf(text, 262_144);
        Arrays.fill(largest, text.length, largest.length, (byte) ' ');
        for (int session = 0; session < 2; session++) {
            for (int i = 0; i < 240; i++) {
                mallory.socket().sendRegardless(RawSocket.TEXT, largest);
            }
            mallory.leaveHanging().enter();
        }
        return Optional.of(mallory);
    }),

    /** Frames of which the last bytes never come. */
    UNFINISHED_FRAMES(node -> {
        List<Mallory> all = node.newcomers(10);
        for (Mallory one : all) {
            one.openLine(Scene.LIMIT).socket().declare(RawSocket.TEXT, 262_144);
            one.socket().send("x".repeat(262_000));
        }
        for (Mallory one : all) {
            one.close();
        }
        return Optional.empty();
    }),

    /** Frames that declare more than there is memory. */
    HUGE_FRAMES(node -> {
        for (int i = 0; i < 50; i++) {
            RawSocket socket = RawSocket.open(node.address());
            socket.declare(RawSocket.TEXT, Long.MAX_VALUE);
            socket.close();
        }
        return Optional.empty();
    });

    private final Deed deed;

    Flood(Deed deed) {
        this.deed = deed;
    }

    @Immutable
    @FunctionalInterface
    private interface Deed {
        /** Who has done it, if it is one with a name. */
        Optional<Mallory> against(BesiegedNode node) throws IOException;
    }

    Callable<Optional<Mallory>> against(BesiegedNode node) {
        return () -> deed.against(node);
    }

    private static Optional<Mallory> repeated(Mallory mallory, PeerMessage message, int times) throws IOException {
        byte[] text = text(message);
        for (int i = 0; i < times; i++) {
            mallory.socket().sendRegardless(RawSocket.TEXT, text);
        }
        return Optional.of(mallory);
    }

    private static Deliver limitChange(Mallory mallory) {
        return new Deliver(mallory.pen().write(new Entry.LimitChange(Scene.LIMIT)));
    }

    private static byte[] text(PeerMessage message) {
        return MessageCodec.encode(message);
    }
}
