package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.message.Nonce;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.message.Role;
import io.p2pcredit.message.SignedContent;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets a session, and who does not. Bob is played by a {@link Puppet}. */
@Timeout(60)
class HandshakeTest {
    private static final List<Integer> VERSIONS = List.of(1);
    private static final Nonce NONCE = new Nonce(Bytes.ofWords(1, 2, 3, 4));

    private final Town town = new Town();
    private final Reins reins = new Reins();
    private CreditNode alice;

    @BeforeEach
    void startAlice() {
        publishBob(town.bob.signer.publicKey());
        alice = town.alice.start(builder -> builder.environment(reins));
    }

    @AfterEach
    void aliceIsStillAtWork() {
        NodeStatus.State state = alice.status().state();
        town.close();
        reins.close();
        assertThat(state).isEqualTo(NodeStatus.State.READY);
    }

    @Test
    void takesWhoeverProvesItsKey() {
        Puppet.dialling(town.bob, ALICE).open();
    }

    @Test
    void refusesASignatureOfAnotherKey() {
        Puppet bob = Puppet.dialling(town.bob, ALICE).greet();
        bob.say(new Auth(InMemorySigner.generate().sign(Bytes.utf8("anything"))));

        assertThat(bob.end()).isEqualTo(CloseCode.NOT_AUTHENTIC);
    }

    @Test
    void refusesAnAuthOfAnEarlierSession() {
        Puppet first = Puppet.dialling(town.bob, ALICE, 1).greet();
        Auth earlier = first.auth();
        first.say(earlier);
        Puppet second = Puppet.dialling(town.bob, ALICE, 1).greet();
        second.say(earlier);

        assertThat(second.end()).isEqualTo(CloseCode.NOT_AUTHENTIC);
    }

    @Test
    void refusesAnAuthOfTheOtherRole() {
        Puppet bob = Puppet.dialling(town.bob, ALICE).greet();
        bob.say(bob.auth(Role.ACCEPTOR));

        assertThat(bob.end()).isEqualTo(CloseCode.NOT_AUTHENTIC);
    }

    @Test
    void refusesItsOwnAuthComingBack() {
        Puppet bob = Puppet.listening(town.bob);
        CompletableFuture<?> proposed = alice.propose(BOB, CreditLimit.of(1));
        bob.greet();
        bob.say(bob.hear(Auth.class));

        assertThat(bob.end()).isEqualTo(CloseCode.NOT_AUTHENTIC);
        assertThat(refusal(proposed).code()).isEqualTo(RefusalCode.PEER_AWAY);
    }

    @Test
    void refusesItsOwnHelloComingBack() {
        Puppet bob = Puppet.listening(town.bob);
        CompletableFuture<?> proposed = alice.propose(BOB, CreditLimit.of(1));
        bob.say(bob.hear(Hello.class));

        assertThat(bob.end()).isEqualTo(CloseCode.SELF);
        assertThat(refusal(proposed).code()).isEqualTo(RefusalCode.PEER_AWAY);
    }

    @Test
    void signsForNobodyWhoHasNotSigned() {
        Puppet bob = Puppet.dialling(town.bob, ALICE).greet();
        bob.resume();

        assertThat(bob.end()).isEqualTo(CloseCode.NOT_AUTHENTIC);
    }

    @Test
    void refusesAResumeWithAnySignatureOfThePeers() {
        Puppet bob = Puppet.dialling(town.bob, ALICE).open();
        bob.say(resume(bob, Bytes.utf8("anything")));

        assertThat(bob.end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
    }

    @Test
    void refusesAResumeOfAnotherSession() {
        Puppet bob = Puppet.dialling(town.bob, ALICE).open();
        bob.say(resume(bob, SignedContent.resume(NONCE, NONCE, bob.line(), Optional.empty(), Optional.empty())));

        assertThat(bob.end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
    }

    /** Shows that it holds nothing, and signs something. */
    private Resume resume(Puppet bob, Bytes signed) {
        return new Resume(bob.line(), Optional.empty(), Optional.empty(), town.bob.signer.sign(signed));
    }

    @Test
    void refusesAProposalThatIsNotSignedByThePeer() {
        Puppet bob = Puppet.dialling(town.bob, ALICE).open().resume();
        Update opening = bob.opening(10);
        SignedProof forged = new SignedProof(
                opening.proof(), InMemorySigner.generate().sign(opening.proof().canonicalBytes()));
        bob.say(new Propose(CreditLimit.of(10), List.of(new Update(opening.entries(), forged))));

        assertThat(bob.end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
        assertThat(alice.trustline(BOB)).isEmpty();
    }

    @Test
    void refusesAnythingBeforeHello() {
        Puppet bob = Puppet.dialling(town.bob, ALICE);
        bob.say(new PeerMessage.Decline());

        assertThat(bob.end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
    }

    @Test
    void refusesASecondHello() {
        Puppet bob = Puppet.dialling(town.bob, ALICE).open();
        bob.say(bob.hello());

        assertThat(bob.end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
    }

    @Test
    void refusesOtherVersions() {
        assertThat(answerTo(new Hello(List.of(2, 65_535), BOB, bobsKey(), NONCE)))
                .isEqualTo(CloseCode.VERSION);
    }

    @Test
    void refusesItsOwnNameAndItsOwnKey() {
        assertThat(answerTo(new Hello(VERSIONS, ALICE, bobsKey(), NONCE))).isEqualTo(CloseCode.SELF);
        assertThat(answerTo(new Hello(VERSIONS, BOB, alice.publicKey(), NONCE))).isEqualTo(CloseCode.SELF);
    }

    @Test
    void meetsNobodyElseWhenItDials() {
        Puppet bob = Puppet.listening(town.bob);
        CompletableFuture<?> proposed = alice.propose(BOB, CreditLimit.of(1));
        bob.hear(Hello.class);
        bob.say(new Hello(VERSIONS, PeerId.of("Carol"), bobsKey(), NONCE));

        assertThat(bob.end()).isEqualTo(CloseCode.NOT_AUTHENTIC);
        assertThat(refusal(proposed).code()).isEqualTo(RefusalCode.PEER_AWAY);
    }

    @Test
    void asksTheDirectoryForANewName() {
        publishBob(InMemorySigner.generate().publicKey());
        Puppet bob = Puppet.dialling(town.bob, ALICE).greet();
        bob.say(bob.auth());
        assertThat(bob.end()).isEqualTo(CloseCode.KEY_CHANGED);

        Puppet nobody = Puppet.dialling(town.house(PeerId.of("Nobody"), InMemorySigner.generate()), ALICE)
                .greet();
        nobody.say(nobody.auth());
        assertThat(nobody.end()).isEqualTo(CloseCode.NOT_AUTHENTIC);
    }

    @Test
    void waitsFiveSecondsForEachHandshake() {
        Puppet silent = Puppet.dialling(town.bob, ALICE);
        Puppet greeting = Puppet.dialling(town.bob, ALICE).greet();
        Town.await(() -> reins.waiting(Duration.ofSeconds(5)) == 2);
        reins.pass(Duration.ofSeconds(5));

        assertThat(silent.end()).isEqualTo(CloseCode.TIMEOUT);
        assertThat(greeting.end()).isEqualTo(CloseCode.TIMEOUT);
    }

    @Test
    void waitsTenSecondsForAResume() {
        Puppet silent = Puppet.dialling(town.bob, ALICE).open();
        reins.pass(Duration.ofSeconds(10));

        assertThat(silent.end()).isEqualTo(CloseCode.TIMEOUT);
    }

    private CloseCode answerTo(Hello hello) {
        Puppet bob = Puppet.dialling(town.bob, ALICE);
        bob.say(hello);
        return bob.end();
    }

    private PublicKey bobsKey() {
        return town.bob.signer.publicKey();
    }

    private void publishBob(PublicKey key) {
        town.bob
                .surroundings
                .directory()
                .publish(new PeerRecord(BOB, Optional.of(URI.create("mem://Bob")), Optional.of(key)))
                .toCompletableFuture()
                .join();
    }
}
