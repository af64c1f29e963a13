package io.p2pcredit.transport.ws.mallory;

import static io.p2pcredit.transport.ws.mallory.Attack.closed;
import static io.p2pcredit.transport.ws.mallory.Attack.frozen;
import static io.p2pcredit.transport.ws.mallory.Attack.ignored;

import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.message.Role;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Misbehaviour;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Messages that are forged, replayed, reflected or meant for somebody else, in a session that is in step. */
final class Forgeries {
    private static final Attack.Answer VIOLATION = closed(4008);
    private static final Signer STRANGER = InMemorySigner.generate();

    private Forgeries() {}

    static Stream<Attack> all() {
        return Stream.of(forged(), replayed(), reflected(), retargeted()).flatMap(stream -> stream);
    }

    private static Stream<Attack> forged() {
        return Stream.of(
                Attack.of("an update signed by a stranger", VIOLATION, m -> {
                    Update right = m.pen().draft(m.pen().payment(5));
                    m.say(deliver(right, signature(STRANGER, right)));
                }),
                Attack.of("an update with a signature of zeros", VIOLATION, m -> {
                    Update right = m.pen().draft(m.pen().payment(5));
                    m.say(deliver(right, new Signature(Bytes.of(new byte[Signature.SIZE]))));
                }),
                Attack.of("an update whose proof was changed after it was signed", VIOLATION, m -> {
                    Update right = m.pen().draft(m.pen().payment(5));
                    Update wrong = m.pen().lie(Lie.paid(0), right.entries().get(0));
                    m.say(deliver(wrong, right.signed().signature()));
                }),
                Attack.of(
                        "an update whose entries were changed after it was signed",
                        frozen(Misbehaviour.WRONG_SUMS),
                        m -> {
                            Update right = m.pen().draft(m.pen().payment(5));
                            m.say(new Deliver(new Update(List.of(m.pen().payment(5)), right.signed())));
                        }),
                Attack.of("a proposal with a forged update", VIOLATION, m -> {
                    Update right = m.pen().draft(m.pen().payment(5));
                    SignedProof forged = new SignedProof(right.proof(), signature(STRANGER, right));
                    m.say(new Propose(CreditLimit.of(5), List.of(new Update(right.entries(), forged))));
                }),
                Attack.of("something of the node's own that the node has never signed", VIOLATION, m -> {
                    SignedProof own = m.held();
                    SignedProof more = new SignedProof(Lie.paid(90).apply(own.proof()), own.signature());
                    m.say(new Deliver(new Update(List.of(), more)));
                }),
                of("a resume that somebody else has signed", VIOLATION, m -> {
                    Resume right = m.resumption();
                    Signature signature = STRANGER.sign(Bytes.utf8("anything"));
                    return new Resume(right.line(), right.mine(), right.held(), signature);
                }),
                of("a resume that shows a proof of the node's which the node has never signed", VIOLATION, m -> {
                    SignedProof own = m.held();
                    SignedProof more = new SignedProof(Lie.seq(99).apply(own.proof()), own.signature());
                    return m.resumption(m.line(), m.pen().newest(), Optional.of(more));
                }),
                of("a resume that shows a proof of the node's signed by Mallory", VIOLATION, m -> {
                    SignedProof mine =
                            m.pen().signed(Lie.paid(90).apply(m.held().proof()));
                    return m.resumption(m.line(), m.pen().newest(), Optional.of(mine));
                }));
    }

    private static Stream<Attack> replayed() {
        return Stream.of(
                Attack.of("the newest update once more", ignored(), m -> {
                    Update update = m.pen().write(m.pen().payment(1));
                    m.say(new Deliver(update)).awaitAcknowledgement().say(new Deliver(update));
                }),
                Attack.of("an old update once more", ignored(), m -> {
                    Update old = m.pen().write(m.pen().payment(1));
                    m.say(new Deliver(old)).awaitAcknowledgement().pay(1).say(new Deliver(old));
                }),
                Attack.of("an old update a hundred times", ignored(), m -> {
                    Update old = m.pen().write(m.pen().payment(1));
                    m.say(new Deliver(old)).awaitAcknowledgement().pay(1);
                    for (int i = 0; i < 100; i++) {
                        m.say(new Deliver(old));
                    }
                }),
                Attack.of("a second Hello", VIOLATION, m -> m.say(m.ownHello())),
                Attack.of("a second Auth", VIOLATION, m -> m.say(m.auth())),
                Attack.of("a second Resume", VIOLATION, m -> m.say(m.resumption())),
                Attack.of("the Auth of an earlier session", closed(4003), m -> {
                    var earlier = m.auth();
                    m.connect().hello().say(earlier);
                }),
                Attack.of("the Resume of an earlier session", VIOLATION, m -> {
                    Resume earlier = m.resumption();
                    m.connect().hello().authenticate().say(earlier);
                }));
    }

    private static Stream<Attack> reflected() {
        return Stream.of(
                Attack.of("the node's own update", ignored(), m -> m.say(new Deliver(new Update(List.of(), m.held())))),
                Attack.of("the node's own record as Mallory's", VIOLATION, m -> {
                    SignedProof own = m.held();
                    var proof = Lie.side(m.pen().side()).apply(own.proof());
                    m.say(new Deliver(new Update(List.of(), new SignedProof(proof, own.signature()))));
                }),
                Attack.of("the node's own Hello", closed(4005), m -> {
                    var reflection = m.theirHello();
                    m.connect().say(reflection);
                }),
                Attack.of("an Auth in the node's role", closed(4003), m -> {
                    m.connect().hello();
                    m.say(m.auth(Role.ACCEPTOR, m.signer()));
                }),
                Attack.of("the node's own Resume", VIOLATION, m -> {
                    m.connect().hello().authenticate().say(m.resumption());
                    Resume reflection = m.hear(Resume.class);
                    m.connect().hello().authenticate().say(reflection);
                }));
    }

    private static Stream<Attack> retargeted() {
        return Stream.of(
                Attack.of("a payment on another line of Mallory's", VIOLATION, m -> {
                    LineId other = LineId.between(m.signer().publicKey(), STRANGER.publicKey(), Asset.CREDIT);
                    m.say(new Deliver(m.pen().lie(Lie.line(other), m.pen().payment(5))));
                }),
                Attack.of("a payment in the other direction", VIOLATION, m -> {
                    var other = m.pen().side().other();
                    m.say(new Deliver(m.pen().lie(Lie.side(other), m.pen().payment(5))));
                }),
                new Attack(
                        "an update of an accomplice",
                        (m, scene) -> {
                            Pen other = scene.accomplice().pen();
                            m.say(new Deliver(other.draft(other.payment(5))));
                        },
                        VIOLATION),
                new Attack(
                        "a resume about the line of an accomplice",
                        (m, scene) -> {
                            m.connect().hello().authenticate();
                            m.say(m.resumption(scene.accomplice().line(), Optional.empty(), Optional.empty()));
                        },
                        VIOLATION),
                of(
                        "a resume with the two proofs exchanged",
                        VIOLATION,
                        m -> m.resumption(
                                m.line(), Optional.of(m.held()), m.pen().newest())));
    }

    /** A resume that says something else than the right one. */
    private static Attack of(String name, Attack.Answer answer, Showing showing) {
        return Attack.of(name, answer, m -> m.connect().hello().authenticate().say(showing.by(m)));
    }

    @FunctionalInterface
    private interface Showing {
        Resume by(Mallory mallory) throws IOException;
    }

    private static Deliver deliver(Update update, Signature signature) {
        return new Deliver(new Update(update.entries(), new SignedProof(update.proof(), signature)));
    }

    private static Signature signature(Signer signer, Update update) {
        return signer.sign(update.proof().canonicalBytes());
    }
}
