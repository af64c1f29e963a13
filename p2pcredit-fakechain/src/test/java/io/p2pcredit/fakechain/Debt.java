package io.p2pcredit.fakechain;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.fakechain.StubServer.Behaviour;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Alice owes Bob 80, and both have enough on a chain of their own, which Alice reaches through a proxy. Chains are used
 * again, for it is slow to open an account.
 */
final class Debt implements AutoCloseable {
    static final long OWED = 80;
    private static final long ENOUGH = 1_000_000;
    private static final Queue<String> UNUSED = new ConcurrentLinkedQueue<>();
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final InMemoryWorld world = new InMemoryWorld();
    private final String candidate;
    private boolean spoilt;
    private final long alicesFunds;
    private final long bobsFunds;
    private final FakechainServer server;
    private final boolean hasV2;
    final StubServer proxy;
    final Household alice;
    final Household bob;

    /** Over {@code /v2}, or over the original interface, with a fault of the first transfer. */
    Debt(FakechainServer server, boolean hasV2, LedgerFault fault) {
        this.server = server;
        this.hasV2 = hasV2;
        String unused = UNUSED.poll();
        candidate = unused != null ? unused : "group " + COUNT.incrementAndGet();
        Behaviour chain = hasV2 ? StubServer.passingOnTo(server) : StubServer.hidingV2Of(server);
        proxy = opened(new StubServer(fault.on(chain)));
        StubServer bobs = opened(new StubServer(chain));
        alice = household("Alice", proxy.url(), fault.isSilent() ? SHORT : AMPLE);
        bob = household("Bob", bobs.url(), AMPLE);
        alice.start();
        bob.start();
        alicesFunds = fundsOf(alice);
        bobsFunds = fundsOf(bob);
    }

    private Household household(String name, String url, Duration timeout) {
        PeerId peer = PeerId.of(name);
        Household household = new Household(
                peer, world.with(peer, 0), opened(client(name, url(), AMPLE)), client(name, url, timeout));
        opened(household);
        return household;
    }

    /** One more way of a peer to the chain. */
    FakechainClient client(String name, String url, Duration timeout) {
        return FakechainClient.builder()
                .url(url)
                .candidate(candidate)
                .name(PeerId.of(name))
                .password(("secret of " + name).toCharArray())
                .startingFunds(ENOUGH)
                .timeout(timeout)
                .build();
    }

    /** Whether both use {@code /v2}. */
    boolean hasV2() {
        return hasV2;
    }

    String url() {
        return server.uri().toString();
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /** Opens the line, and Alice pays. */
    Debt owed(long units) {
        Household.answer(alice.node().propose(bob.name, CreditLimit.of(units)));
        Household.until("both are in step", () -> alice.isReadyFor(bob) && bob.isReadyFor(alice));
        Household.answer(alice.node().pay(PaymentOrder.to(bob.name, units)).acknowledged());
        return this;
    }

    void settle() {
        alice.node().settle(bob.name, SettleOrder.everything());
    }

    Settlement atAlice() {
        return alice.settlementWith(bob, Direction.OUTGOING).orElseThrow();
    }

    Settlement atBob() {
        return bob.settlementWith(alice, Direction.INCOMING).orElseThrow();
    }

    SettlementStatus statusAtAlice() {
        return alice.settlementWith(bob, Direction.OUTGOING)
                .map(Settlement::status)
                .orElse(SettlementStatus.ANNOUNCED);
    }

    long fundsOf(Household household) {
        try (FakechainClient client = client(household.name.name(), url(), AMPLE)) {
            return Household.answer(client.balance(AccountId.of(household.name.name())))
                    .known()
                    .orElseThrow();
        }
    }

    /** How many requests to transfer something have come in from Alice. */
    long transfersSeen() {
        return proxy.requests().stream().filter(LedgerFault::isTransfer).count();
    }

    /** One settlement of everything, at both ends and on the chain. */
    void assertSettledOnce() {
        Household.until("the settlement is credited", () -> statusAtAlice() == SettlementStatus.CREDITED);
        assertThat(alice.owes(bob)).isZero();
        assertThat(atBob().status()).isEqualTo(SettlementStatus.CREDITED);
        assertThat(bob.owes(alice)).isZero();
        assertMoved(OWED);
    }

    void assertMoved(long units) {
        assertThat(fundsOf(alice)).isEqualTo(alicesFunds - units);
        assertThat(fundsOf(bob)).isEqualTo(bobsFunds + units);
    }

    /** One more way to the chain, which nobody uses after this. */
    FakechainClient spoiling(String name) {
        spoilt = true;
        return opened(client(name, url(), AMPLE));
    }

    /** Whether Bob has got anything. */
    boolean hasPaid() {
        return fundsOf(bob) > bobsFunds;
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
        if (!spoilt) {
            UNUSED.add(candidate);
        }
    }
}
