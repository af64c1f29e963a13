package io.p2pcredit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.message.Nonce;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.message.Role;
import io.p2pcredit.message.SignedContent;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What Alice believes whom: Bob has dialled her. */
class MessageCheckTest {
    private static final Verifier VERIFIER = new Verifier(Optional.empty());
    private static final Signer STRANGER = InMemorySigner.generate();

    private final Identity alice = identity("Alice");
    private final Identity bob = identity("Bob");
    private final LineId line = LineId.between(alice.key(), bob.key(), Asset.CREDIT);
    private final Handshake here = new Handshake(alice, Role.ACCEPTOR, hello(alice, 1), VERIFIER, Optional.empty());
    private final Handshake there = new Handshake(bob, Role.DIALER, hello(bob, 2), VERIFIER, Optional.empty());
    private final MessageCheck check = new MessageCheck(here, alice, VERIFIER);

    MessageCheckTest() {
        assertThat(here.take(there.ownHello())).isEmpty();
        assertThat(there.take(here.ownHello())).isEmpty();
    }

    private static Identity identity(String name) {
        Signer signer = InMemorySigner.generate();
        return new Identity(PeerId.of(name), signer.publicKey(), signer);
    }

    private static Hello hello(Identity of, long nonce) {
        return new Hello(
                List.of(ProtocolLimits.VERSION), of.name(), of.key(), new Nonce(Bytes.ofWords(nonce, 0, 0, 0)));
    }

    private SignedProof proof(Identity writer, Identity other, Signer signer) {
        BalanceProof proof = new BalanceProof(
                line,
                Side.of(writer.key(), other.key()),
                1,
                0,
                0,
                CreditLimit.NONE,
                0,
                Hash.sha256(Bytes.utf8("entries").buffer()));
        return new SignedProof(proof, signer.sign(proof.canonicalBytes()));
    }

    private SignedProof ofBob(Signer signer) {
        return proof(bob, alice, signer);
    }

    private SignedProof ofAlice(Signer signer) {
        return proof(alice, bob, signer);
    }

    private static Update update(SignedProof signed) {
        return new Update(List.of(), signed);
    }

    @Nested
    class AnAuth {
        @Test
        void isTheOtherRolesOverBothHellos() {
            assertThat(here.verifies(there.auth(bob.signer()))).isTrue();
            assertThat(there.verifies(here.auth(alice.signer()))).isTrue();
        }

        @Test
        void isNotTheSameRoles() {
            Auth reflected =
                    new Auth(bob.signer().sign(SignedContent.auth(Role.ACCEPTOR, there.ownHello(), here.ownHello())));
            assertThat(here.verifies(reflected)).isFalse();
        }

        @Test
        void isNotSomebodyElses() {
            assertThat(here.verifies(there.auth(STRANGER))).isFalse();
        }

        @Test
        void isNotOverOtherVersions() {
            Hello newer = new Hello(
                    List.of(ProtocolLimits.VERSION + 1),
                    bob.name(),
                    bob.key(),
                    there.ownHello().nonce());
            Auth auth = new Auth(bob.signer().sign(SignedContent.auth(Role.DIALER, newer, here.ownHello())));
            assertThat(here.verifies(auth)).isFalse();
        }

        @Test
        void isNotOfAnotherSession() {
            Hello earlier = hello(alice, 9);
            Auth auth = new Auth(bob.signer().sign(SignedContent.auth(Role.DIALER, there.ownHello(), earlier)));
            assertThat(here.verifies(auth)).isFalse();
        }
    }

    @Nested
    class ADialler {
        @Test
        void meetsNobodyElse() {
            Identity carol = identity("Carol");
            Handshake.Expectation expected = new Handshake.Expectation(carol.name(), carol.key());
            Handshake dialled = new Handshake(bob, Role.DIALER, hello(bob, 3), VERIFIER, Optional.of(expected));
            assertThat(dialled.take(hello(alice, 4))).contains(CloseCode.NOT_AUTHENTIC);
            assertThat(dialled.take(hello(carol, 5))).isEmpty();
        }
    }

    @Nested
    class AResume {
        @Test
        void isBelievedIfThePeerHasSignedItForThisSession() {
            assertThat(check.holds(resume(Optional.of(ofBob(bob.signer())), Optional.of(ofAlice(alice.signer())))))
                    .isTrue();
            assertThat(check.holds(resume(Optional.empty(), Optional.empty()))).isTrue();
        }

        @Test
        void isNotBelievedFromAnotherSession() {
            Nonce other = new Nonce(Bytes.ofWords(7, 7, 7, 7));
            for (List<Nonce> nonces : List.of(
                    List.of(other, here.ownHello().nonce()),
                    List.of(there.ownHello().nonce(), other))) {
                Bytes content =
                        SignedContent.resume(nonces.get(0), nonces.get(1), line, Optional.empty(), Optional.empty());
                assertThat(check.holds(new Resume(
                                line,
                                Optional.empty(),
                                Optional.empty(),
                                bob.signer().sign(content))))
                        .isFalse();
            }
        }

        @Test
        void isNotBelievedFromSomebodyElse() {
            Bytes content = there.resumeContent(line, Optional.empty(), Optional.empty());
            assertThat(check.holds(new Resume(line, Optional.empty(), Optional.empty(), STRANGER.sign(content))))
                    .isFalse();
        }

        @Test
        void isNotBelievedWithAProofThatItsWriterHasNotSigned() {
            assertThat(check.holds(resume(Optional.of(ofBob(STRANGER)), Optional.empty())))
                    .isFalse();
            assertThat(check.holds(resume(Optional.empty(), Optional.of(ofAlice(STRANGER)))))
                    .isFalse();
            assertThat(check.holds(resume(Optional.empty(), Optional.of(ofAlice(bob.signer())))))
                    .isFalse();
        }

        private Resume resume(Optional<SignedProof> mine, Optional<SignedProof> held) {
            return new Resume(line, mine, held, bob.signer().sign(there.resumeContent(line, mine, held)));
        }
    }

    @Nested
    class AnUpdate {
        @Test
        void isBelievedFromItsWriter() {
            assertThat(check.holds(new Deliver(update(ofBob(bob.signer()))))).isTrue();
            assertThat(check.holds(new Deliver(update(ofAlice(alice.signer())))))
                    .isTrue();
            assertThat(check.holds(propose(ofBob(bob.signer())))).isTrue();
        }

        @Test
        void isNotBelievedFromAnybodyElse() {
            assertThat(check.holds(new Deliver(update(ofBob(STRANGER))))).isFalse();
            assertThat(check.holds(new Deliver(update(ofAlice(bob.signer()))))).isFalse();
            assertThat(check.holds(propose(ofBob(bob.signer()), ofBob(STRANGER))))
                    .isFalse();
        }

        private PeerMessage propose(SignedProof... proofs) {
            return new Propose(
                    CreditLimit.NONE,
                    List.of(proofs).stream().map(MessageCheckTest::update).toList());
        }
    }

    @Test
    void aSecondHelloOrAuthIsNotBelieved() {
        assertThat(check.holds(there.ownHello())).isFalse();
        assertThat(check.holds(there.auth(bob.signer()))).isFalse();
    }
}
