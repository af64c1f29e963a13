package io.p2pcredit.node;

import static io.p2pcredit.node.Story.inStep;
import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.answer;
import static io.p2pcredit.node.Town.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.CreditNodeBuilder;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that was copied to a second machine, and is in use on both. */
@Timeout(120)
class CopiedStoreTest {
    private final Town town = new Town();

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    /** Who pays from one copy at a time is taken for somebody who has restored a backup, every time. */
    @Test
    void losesNothingAndFreezesNothingWhileOneCopyPaysAtATime() {
        CreditNode first = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(first, bob, 100);
        answer(first.pay(PaymentOrder.to(BOB, 10)).acknowledged());
        first.close();
        Backup copy = Backup.part(town.alice.storage, 100);
        CreditNode here = town.alice.start();
        inStep(here);
        answer(here.pay(PaymentOrder.to(BOB, 5)).acknowledged());

        try (CreditNode there = elsewhere(copy)) {
            Town.await(() -> balance(there, BOB) == -15);
            answer(there.pay(PaymentOrder.to(BOB, 3)).acknowledged());
        }

        Town.await(() -> balance(here, BOB) == -18);
        answer(bob.pay(PaymentOrder.to(ALICE, 8)).acknowledged());
        Town.await(() -> balance(here, BOB) == -10);
        assertThat(bob.trustline(ALICE).orElseThrow().state()).isEqualTo(TrustlineView.State.OPEN);
    }

    private static long balance(CreditNode node, PeerId peer) {
        return node.trustline(peer).orElseThrow().balance().units();
    }

    /** On a machine that can dial, and where nobody dials. */
    private CreditNode elsewhere(Backup copy) {
        Surroundings all = town.alice.surroundings;
        CreditNodeBuilder builder = CreditNode.builder(ALICE)
                .in(new Surroundings(new DialOnly(all.transport()), all.directory(), all.ledger()))
                .signer(town.alice.signer)
                .notDiallable();
        return copy.restored().apply(builder).start();
    }

    /** Two that push each other out of the way would do so for ever, several times a second. */
    @Test
    void doesNotFightForItsPlace() {
        Clocktown town = new Clocktown();
        town.alice.start();
        town.bob.start();
        town.indebt(town.alice, town.bob, 10);
        town.alice.kill();
        InMemoryStorage copy = town.alice.backup();
        town.alice.start();
        Surroundings all = town.alice.surroundings;
        CreditNode there = town.clock.answer(CreditNode.builder(ALICE)
                .in(new Surroundings(new DialOnly(all.transport()), all.directory(), all.ledger()))
                .store(copy.takeOver(), new InMemoryHistory())
                .signer(town.alice.signer)
                .signatureProvider(Clocktown.PROVIDER)
                .environment(town.clock.life(77))
                .notDiallable()
                .launch());
        List<NodeEvent> away = new ArrayList<>();
        Stream.of(there, town.alice.node())
                .forEach(node -> node.onEvent(event -> {
                    if (event instanceof NodeEvent.PeerOffline) {
                        away.add(event);
                    }
                }));

        town.clock.pass(Duration.ofMinutes(5));

        assertThat(away).hasSizeBetween(2, 100).containsOnly(new NodeEvent.PeerOffline(BOB, CloseCode.SUPERSEDED));
    }
}
