package io.p2pcredit.transport.ws.mallory;

import static io.p2pcredit.transport.ws.mallory.Attack.closed;

import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.Role;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.transport.ws.RawSocket;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody without a line tries, at each step of the way in. Each begins with nothing at all. */
final class Strangers {
    private static final Attack.Answer VIOLATION = closed(4008);
    private static final Attack.Answer NOT_AUTHENTIC = closed(4003);
    private static final Attack.Answer KEY_CHANGED = closed(4004);
    private static final Attack.Answer SELF = closed(4005);
    private static final Attack.Answer TOO_LARGE = closed(1009);
    private static final Entry OPEN = new Entry.Open(Asset.CREDIT, Scene.LIMIT, Scene.LIMIT);

    private Strangers() {}

    static Stream<Attack> all() {
        return Stream.of(firstWords(), hellos(), names(), proofs(), otherNames(), beforeResume(), withoutALine())
                .flatMap(stream -> stream);
    }

    private static Stream<Attack> firstWords() {
        return Stream.of(
                first("no message at all", VIOLATION, "x"),
                first("a message of no type", VIOLATION, "{}"),
                first("the deepest nesting that fits", VIOLATION, "{\"type\":" + "[".repeat(4_088)),
                first("an escaped surrogate", VIOLATION, "{\"type\":\"\\ud800\"}"),
                Attack.of(
                        "bytes that are no UTF-8",
                        closed(1007),
                        m -> m.connect().send(new byte[] {'{', -1, '}'})),
                Attack.of("a Decline before Hello", VIOLATION, m -> m.connect().say(new Decline())),
                Attack.of("a Progress before Hello", VIOLATION, m -> m.connect().say(new Progress(9, 9))),
                Attack.of("a Bye before Hello", closed(4000), m -> m.connect().say(new Bye(CloseCode.GOING_AWAY))),
                Attack.of("an Auth before Hello", VIOLATION, m -> m.connect().say(auth(m.signer()))),
                Attack.of(
                        "more in one frame than a stranger may say",
                        TOO_LARGE,
                        m -> m.connect().socket().declare(RawSocket.TEXT, 4_200)),
                Attack.of(
                        "what only a peer may say, by its size",
                        TOO_LARGE,
                        m -> m.connect().socket().declare(RawSocket.TEXT, 262_144)),
                Attack.of(
                        "a frame of 2^63 - 1 bytes",
                        TOO_LARGE,
                        m -> m.connect().socket().declare(RawSocket.TEXT, Long.MAX_VALUE)),
                Attack.of(
                        "a fragment",
                        closed(1008),
                        m -> m.connect().socket().sendUnfinished(RawSocket.TEXT, new byte[] {'{'})),
                Attack.of("a binary frame", closed(1003), m -> m.connect().frame(RawSocket.BINARY, new byte[1])),
                Attack.of(
                        "more in one frame than a stranger may say, after Hello",
                        TOO_LARGE,
                        m -> m.connect().hello().socket().declare(RawSocket.TEXT, 4_200)));
    }

    private static Stream<Attack> hellos() {
        return Stream.of(
                Attack.of(
                        "versions of the future", closed(4002), m -> m.connect().say(hello(m, List.of(2, 65_535)))),
                Attack.of("two Hellos", NOT_AUTHENTIC, m -> m.connect().hello().say(m.ownHello())),
                text("no version", "[1]", "[]"),
                text("version 0", "[1]", "[0]"),
                text("version 65,537, which is 1 in 16 bits", "[1]", "[65537]"),
                text("version 2^32 + 1, which is 1 in 32 bits", "[1]", "[4294967297]"),
                text(
                        "seventeen versions",
                        "[1]",
                        Collections.nCopies(17, 1).toString().replace(" ", "")),
                text("version 1.0", "[1]", "[1.0]"),
                text("a nonce of 31 bytes", "\"nonce\":\"[^\"]*", "\"nonce\":\"" + "A".repeat(42)),
                text("a nonce of 33 bytes", "\"nonce\":\"[^\"]*", "\"nonce\":\"" + "A".repeat(44)),
                text("a key of nothing", "\"key\":\"[^\"]*", "\"key\":\""),
                text("an unknown key of the object", "\\}$", ",\"admin\":true}"));
    }

    private static Stream<Attack> names() {
        return Stream.of(
                        "",
                        "-rf",
                        ".hidden",
                        "two words",
                        "../../etc/passwd",
                        "\\u001b[2J",
                        "\\u202eecilA",
                        "Al\\u0000ice",
                        "\\u0410lice",
                        "Alice\\n",
                        "x".repeat(65),
                        "\\ud800")
                .map(name -> text("the name \"" + name + "\"", "\"name\":\"[^\"]*", "\"name\":\"" + name));
    }

    private static Stream<Attack> proofs() {
        return Stream.of(
                Attack.of(
                        "an Auth of another key",
                        NOT_AUTHENTIC,
                        m -> m.connect().hello().say(m.auth(Role.DIALER, InMemorySigner.generate()))),
                Attack.of(
                        "an Auth of nothing",
                        NOT_AUTHENTIC,
                        m -> m.connect().hello().say(auth(m.signer()))),
                Attack.of(
                        "an Auth of zeros",
                        NOT_AUTHENTIC,
                        m -> m.connect().hello().say(new Auth(new Signature(Bytes.of(new byte[Signature.SIZE]))))),
                Attack.of(
                        "an Auth in the node's role",
                        NOT_AUTHENTIC,
                        m -> m.connect().hello().say(m.auth(Role.ACCEPTOR, m.signer()))),
                Attack.of("an Auth of an earlier session", NOT_AUTHENTIC, m -> {
                    Auth earlier = m.connect().hello().auth();
                    m.connect().hello().say(earlier);
                }),
                Attack.of(
                        "a Resume in the place of Auth",
                        NOT_AUTHENTIC,
                        m -> m.connect().hello().say(m.resumption())),
                Attack.of(
                        "a proposal in the place of Auth",
                        NOT_AUTHENTIC,
                        m -> m.connect()
                                .hello()
                                .say(new Propose(Scene.LIMIT, List.of(m.pen().write(OPEN))))));
    }

    private static Stream<Attack> otherNames() {
        return Stream.of(
                new Attack(
                        "the node's own name",
                        (m, scene) -> m.connect()
                                .claim(Scene.ALICE, m.signer().publicKey())
                                .say(m.ownHello()),
                        SELF),
                new Attack(
                        "the node's own key",
                        (m, scene) -> m.connect()
                                .claim(m.name(), scene.alice().publicKey())
                                .say(m.ownHello()),
                        SELF),
                new Attack(
                        "the honest peer's name with another key",
                        (m, scene) -> prove(m, Scene.BOB, m.signer().publicKey(), m.signer()),
                        KEY_CHANGED),
                new Attack(
                        "the honest peer's name and key without its signature",
                        (m, scene) -> prove(m, Scene.BOB, scene.bob().publicKey(), m.signer()),
                        NOT_AUTHENTIC),
                new Attack(
                        "the honest peer's key without its name and signature",
                        (m, scene) -> prove(m, m.name(), scene.bob().publicKey(), m.signer()),
                        NOT_AUTHENTIC),
                new Attack(
                        "a name that nobody has published",
                        (m, scene) -> prove(m, PeerId.of("Nobody"), m.signer().publicKey(), m.signer()),
                        NOT_AUTHENTIC),
                new Attack(
                        "a name that the directory shows with another key",
                        (m, scene) -> {
                            PeerId other = PeerId.of("Other-than-" + m.name());
                            scene.publish(other, InMemorySigner.generate().publicKey());
                            prove(m, other, m.signer().publicKey(), m.signer());
                        },
                        KEY_CHANGED),
                new Attack(
                        "a second name for a key that has a line",
                        (m, scene) -> {
                            Signer known = scene.accomplice().signer();
                            PeerId second = PeerId.of("Second-to-" + m.name());
                            scene.publish(second, known.publicKey());
                            prove(m, second, known.publicKey(), known);
                        },
                        NOT_AUTHENTIC));
    }

    private static void prove(Mallory m, PeerId name, PublicKey key, Signer signer) throws IOException {
        m.connect().claim(name, key).hello();
        m.say(m.auth(Role.DIALER, signer));
    }

    private static Stream<Attack> beforeResume() {
        return Stream.of(
                Attack.of(
                        "a proposal before Resume",
                        VIOLATION,
                        m -> m.connect()
                                .hello()
                                .authenticate()
                                .say(new Propose(Scene.LIMIT, List.of(m.pen().write(OPEN))))),
                Attack.of(
                        "an update before Resume",
                        VIOLATION,
                        m -> m.connect()
                                .hello()
                                .authenticate()
                                .say(new Deliver(m.pen().write(OPEN)))),
                Attack.of(
                        "a Resume about a line with somebody else",
                        VIOLATION,
                        m -> m.connect()
                                .hello()
                                .authenticate()
                                .say(m.resumption(
                                        LineId.between(
                                                m.signer().publicKey(),
                                                InMemorySigner.generate().publicKey(),
                                                Asset.CREDIT),
                                        Optional.empty(),
                                        Optional.empty()))),
                Attack.of(
                        "a Resume about a line in another currency",
                        VIOLATION,
                        m -> m.connect()
                                .hello()
                                .authenticate()
                                .say(m.resumption(
                                        LineId.between(
                                                m.signer().publicKey(),
                                                m.theirHello().key(),
                                                new Asset("GOLD", 0)),
                                        Optional.empty(),
                                        Optional.empty()))));
    }

    private static Stream<Attack> withoutALine() {
        return Stream.of(
                Attack.of(
                        "a line opened by delivering",
                        VIOLATION,
                        m -> m.enter().say(new Deliver(m.pen().write(OPEN)))),
                Attack.of("a second Resume", VIOLATION, m -> m.enter().say(m.resumption())),
                Attack.of("a proposal of nothing", VIOLATION, m -> m.enter().say(new Propose(Scene.LIMIT, List.of()))),
                Attack.of(
                        "a proposal with a payment in it",
                        VIOLATION,
                        m -> m.enter().say(propose(m.pen().write(OPEN, m.pen().payment(5))))),
                proposal("a proposal without an Open", new Entry.LimitChange(Scene.LIMIT)),
                proposal("a proposal with two Opens", OPEN, OPEN),
                proposal(
                        "a proposal in another currency",
                        new Entry.Open(new Asset("GOLD", 0), Scene.LIMIT, Scene.LIMIT)),
                Attack.of(
                        "a proposal with totals from nowhere",
                        VIOLATION,
                        m -> m.enter().say(propose(m.pen().lie(Lie.paid(5), OPEN)))),
                Attack.of("a proposal that leaves out its beginning", VIOLATION, m -> {
                    m.pen().write(OPEN);
                    m.enter().say(propose(m.pen().write(new Entry.LimitChange(Scene.LIMIT))));
                }),
                Attack.of(
                        "a proposal of 65 updates",
                        VIOLATION,
                        m -> m.enter()
                                .send("{\"type\":\"propose\",\"asked\":1," + "\"updates\":[" + "{},".repeat(64)
                                        + "{}]}")),
                Attack.of(
                        "more at once than a peer without a line may say",
                        closed(4010),
                        m -> m.enter().send("{" + " ".repeat(64 * 1024))));
    }

    /** What is said first of all. */
    private static Attack first(String name, Attack.Answer answer, String text) {
        return Attack.of(name, answer, m -> m.connect().send(text));
    }

    /** A Hello with something else in the place of what the regular expression finds. */
    private static Attack text(String name, String right, String wrong) {
        return Attack.of(name, VIOLATION, m -> {
            m.connect();
            m.send(BadTexts.changed(m.ownHello(), right, wrong));
        });
    }

    private static Hello hello(Mallory m, List<Integer> versions) {
        Hello own = m.ownHello();
        return new Hello(versions, own.name(), own.key(), own.nonce());
    }

    private static Auth auth(Signer signer) {
        return new Auth(signer.sign(Bytes.utf8("anything")));
    }

    private static Attack proposal(String name, Entry... entries) {
        return Attack.of(name, VIOLATION, m -> m.enter().say(propose(m.pen().write(entries))));
    }

    private static Propose propose(Update update) {
        return new Propose(Scene.LIMIT, List.of(update));
    }
}
