package io.p2pcredit.examples;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.fakechain.FakechainClient;
import io.p2pcredit.fakechain.FakechainServer;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.transport.ws.WebSocketTransport;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;

/**
 * Two peers that meet over WebSocket and settle on a Fakechain server, all on loopback. On a real network each peer runs
 * in a process of its own, binds an address that others can reach, and is given the URL of the Fakechain that all share.
 */
public final class OverWebSocket {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final PeerId BOB = PeerId.of("Bob");

    private OverWebSocket() {}

    public static void main(String[] arguments) {
        try (FakechainServer chain = FakechainServer.builder().port(0).start();
                Peer alice = Peer.start(ALICE, "alice's secret", chain.uri());
                Peer bob = Peer.start(BOB, "bob's secret", chain.uri())) {
            alice.node().propose(BOB, CreditLimit.of(100)).join();
            alice.node()
                    .pay(PaymentOrder.to(BOB, 40).withMemo("lunch"))
                    .acknowledged()
                    .join();
            System.out.println(
                    "Bob sees " + bob.node().trustline(ALICE).orElseThrow().balance());
            alice.node().settle(BOB, SettleOrder.everything()).finished().join();
            System.out.println(
                    "Alice owes " + alice.node().trustline(BOB).orElseThrow().balance());
            System.out.println("Bob has " + bob.funds() + " on Fakechain");
        }
    }

    /** A node and what it stands on, which it does not close itself. */
    private record Peer(CreditNode node, WebSocketTransport transport, FakechainClient ledger)
            implements AutoCloseable {

        static Peer start(PeerId name, String secret, URI chain) {
            WebSocketTransport transport = WebSocketTransport.builder().build(); // loopback, any free port
            FakechainClient ledger = FakechainClient.builder()
                    .url(chain.toString())
                    .name(name)
                    .password(secret.toCharArray())
                    .startingFunds(100)
                    .build();
            CreditNode node = CreditNode.builder(name)
                    .in(new Surroundings(transport, ledger, ledger))
                    .inMemory()
                    .admission(AdmissionPolicy.upTo(100))
                    .start();
            return new Peer(node, transport, ledger);
        }

        long funds() {
            AccountId account = ledger.accountOf(node.self());
            return ledger.balance(account).toCompletableFuture().join().known().orElseThrow();
        }

        @Override
        public void close() {
            node.close();
            transport.close();
            ledger.close();
        }
    }
}
