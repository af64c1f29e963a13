package io.p2pcredit.transport.ws.mallory;

import static io.p2pcredit.transport.ws.mallory.Attack.closed;

import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.message.Role;
import io.p2pcredit.transport.ws.RawSocket;
import java.util.List;
import java.util.stream.Stream;

/** What somebody does whom the node has dialled, from the open WebSocket on. */
final class Hosts {
    private static final Attack.Answer VIOLATION = closed(4008);
    private static final Attack.Answer NOT_AUTHENTIC = closed(4003);

    private Hosts() {}

    static Stream<Attack> all() {
        return Stream.of(
                Attack.of("the node's own Hello", closed(4005), m -> m.say(m.hear(Hello.class))),
                Attack.of(
                        "the Hello of somebody else",
                        NOT_AUTHENTIC,
                        m -> m.claim(Scene.BOB, m.signer().publicKey()).hello()),
                Attack.of(
                        "the Hello of another key",
                        NOT_AUTHENTIC,
                        m -> m.claim(m.name(), InMemorySigner.generate().publicKey())
                                .hello()),
                Attack.of("a Hello in a version of the future", closed(4002), m -> {
                    Hello own = m.ownHello();
                    m.say(new Hello(List.of(2), own.name(), own.key(), own.nonce()));
                }),
                Attack.of(
                        "an Auth before Hello",
                        VIOLATION,
                        m -> m.send("{\"type\":\"auth\",\"signature\":\"" + "A".repeat(86) + "\"}")),
                Attack.of("no message at all", VIOLATION, m -> m.send("x")),
                Attack.of("the node's own Auth", NOT_AUTHENTIC, m -> m.hello().say(m.hear(Auth.class))),
                Attack.of(
                        "an Auth in the node's role",
                        NOT_AUTHENTIC,
                        m -> m.hello().say(m.auth(Role.DIALER, m.signer()))),
                Attack.of(
                        "an Auth of another key",
                        NOT_AUTHENTIC,
                        m -> m.hello().say(m.auth(Role.ACCEPTOR, InMemorySigner.generate()))),
                Attack.of(
                        "a Resume in the place of Auth",
                        NOT_AUTHENTIC,
                        m -> m.hello().say(m.resumption())),
                Attack.of(
                        "the node's own Resume",
                        VIOLATION,
                        m -> m.hello().authenticate().say(m.hear(Resume.class))),
                Attack.of(
                        "a frame that is too large before Auth",
                        closed(1009),
                        m -> m.hello().socket().declare(RawSocket.TEXT, 262_144)),
                Attack.of(
                        "a frame of 2^63 - 1 bytes after Auth",
                        closed(1009),
                        m -> m.hello().authenticate().socket().declare(RawSocket.TEXT, Long.MAX_VALUE)),
                Attack.of(
                        "a fragment", closed(1008), m -> m.socket().sendUnfinished(RawSocket.TEXT, new byte[] {'{'})));
    }
}
