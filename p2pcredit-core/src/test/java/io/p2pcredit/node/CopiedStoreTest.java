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
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    private record DialOnly(Transport transport) implements Transport {
        @Override
        public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
            return CompletableFuture.completedFuture(new Listening() {
                @Override
                public URI address() {
                    return URI.create("memory:nowhere");
                }

                @Override
                public void close() {}
            });
        }

        @Override
        public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
            return transport.dial(address, acceptor);
        }
    }
}
