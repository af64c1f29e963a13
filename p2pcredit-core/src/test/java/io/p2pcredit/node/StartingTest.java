package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.p2pcredit.CreditNode;
import io.p2pcredit.CreditNodeBuilder;
import io.p2pcredit.StartException;
import io.p2pcredit.StartException.Code;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.spi.PeerDirectory;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keeps a node from starting, and what it leaves behind then: nothing. */
@Timeout(60)
class StartingTest {
    private final Town town = new Town();

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void refusesAJournalOfAnotherAsset() {
        leaveAJournal();

        assertThat(codeOf(builder -> builder.asset(new Asset("EUR", 2)))).isEqualTo(Code.STORE_DAMAGED);
    }

    @Test
    void refusesAJournalOfOtherAccounts() {
        leaveAJournal();
        Surroundings honest = town.alice.surroundings;
        ForwardingLedger other = new ForwardingLedger(honest.ledger()) {
            @Override
            public AccountId accountOf(PeerId peer) {
                return AccountId.of("account of " + peer);
            }
        };

        assertThat(codeOf(builder -> builder.in(new Surroundings(honest.transport(), honest.directory(), other))))
                .isEqualTo(Code.STORE_DAMAGED);
    }

    @Test
    void saysThatTheAddressIsTaken() {
        town.alice.start();

        assertThat(codeOf(UnaryOperator.identity())).isEqualTo(Code.CANNOT_LISTEN);
    }

    @Test
    void listensNoMoreWhenTheDirectoryRefuses() {
        assertThat(codeOf(publishing(
                        CompletableFuture.completedStage(new PeerDirectory.PublishOutcome.NameTaken("by another")))))
                .isEqualTo(Code.NAME_TAKEN);
        assertThat(codeOf(publishing(
                        CompletableFuture.completedStage(new PeerDirectory.PublishOutcome.Unreachable("silent")))))
                .isEqualTo(Code.LEDGER_UNREACHABLE);
        assertThat(codeOf(publishing(CompletableFuture.completedStage(new PeerDirectory.PublishOutcome.Refused("no")))))
                .isEqualTo(Code.DIRECTORY_REFUSED);
        town.alice.start();
    }

    @Test
    void closesWhoeverCameTooEarly() {
        CompletableFuture<PeerDirectory.PublishOutcome> outcome = new CompletableFuture<>();
        CreditNodeBuilder builder = publishing(outcome)
                .apply(CreditNode.builder(ALICE)
                        .store(town.alice.storage.takeOver(), town.alice.history)
                        .signer(InMemorySigner.generate()));
        CompletableFuture<CreditNode> launched = builder.launch();
        Puppet early = dialledAsSoonAsSomebodyListens();
        early.say(early.hello());
        early.hear(Hello.class);
        outcome.complete(new PeerDirectory.PublishOutcome.NameTaken("by another"));

        assertThat(early.end()).isEqualTo(CloseCode.LOST);
        assertThat(launched).failsWithin(Duration.ofSeconds(30));
    }

    private Puppet dialledAsSoonAsSomebodyListens() {
        AtomicReference<Optional<Puppet>> puppet = new AtomicReference<>(Optional.empty());
        Town.await(() -> {
            try {
                puppet.set(Optional.of(Puppet.dialling(town.bob, ALICE)));
                return true;
            } catch (CompletionException e) {
                return false; // nobody listens yet
            }
        });
        return puppet.get().orElseThrow();
    }

    private UnaryOperator<CreditNodeBuilder> publishing(CompletionStage<PeerDirectory.PublishOutcome> outcome) {
        Surroundings honest = town.alice.surroundings;
        PeerDirectory directory = new PeerDirectory() {
            @Override
            public CompletionStage<PublishOutcome> publish(PeerRecord own) {
                return outcome;
            }

            @Override
            public CompletionStage<FindOutcome> find(PeerId peer) {
                return honest.directory().find(peer);
            }

            @Override
            public CompletionStage<Optional<List<PeerRecord>>> list() {
                return honest.directory().list();
            }
        };
        return builder -> builder.in(new Surroundings(honest.transport(), directory, honest.ledger()));
    }

    private void leaveAJournal() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        alice.close();
        assertThat(bob.trustline(ALICE)).isPresent();
        assertThat(alice.trustline(BOB)).isPresent();
    }

    private Code codeOf(UnaryOperator<CreditNodeBuilder> options) {
        AtomicReference<Code> code = new AtomicReference<>();
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> town.alice.start(options))
                .satisfies(refused -> code.set(refused.code()));
        return code.get();
    }
}
