package io.p2pcredit.cli.demo;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.RefusedException;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.Password;
import io.p2pcredit.cli.command.payment.PaymentSteps;
import io.p2pcredit.cli.peer.PeerSettings;
import io.p2pcredit.cli.peer.RunningPeer;
import io.p2pcredit.cli.peer.Watch;
import io.p2pcredit.cli.wording.Refusals;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.RefusalCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** One of the story's characters. Every method waits for the outcome, and fails if there is none within 20 seconds. */
final class DemoPeer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final PeerId name;
    private final PeerSettings settings;
    private final Refusals refusals;
    private RunningPeer running;

    DemoPeer(PeerSettings settings) {
        this.name = settings.name();
        this.settings = settings;
        this.running = start(settings);
        this.refusals = new Refusals(name, settings.fakechain());
    }

    /** Takes everything away from it that is not on disk, and lets nobody know. */
    void kill() {
        running.kill();
    }

    /** Starts it again after {@link #kill}. */
    void comeBack() {
        running = start(settings);
    }

    String fingerprint() {
        return node().publicKey().fingerprint();
    }

    PeerId name() {
        return name;
    }

    CompletableFuture<TrustlineView> propose(DemoPeer peer, long limit) {
        return node().propose(peer.name(), CreditLimit.of(limit));
    }

    void accept(DemoPeer proposer, long granted) {
        awaitProposalOf(proposer);
        outcome("the acceptance by " + name, node().accept(proposer.name(), CreditLimit.of(granted)));
    }

    void decline(DemoPeer proposer) {
        awaitProposalOf(proposer);
        boolean done = isDone(node().decline(proposer.name()));
        require(done, "the answer of " + name, "sent");
    }

    List<PlanStep> plan(DemoPeer payee, long amount) {
        return node().plan(PaymentOrder.to(payee.name(), amount)).steps();
    }

    /** Returns the steps that it took. */
    List<PlanStep> pay(DemoPeer payee, long amount, String memo) {
        PaymentOrder order = PaymentOrder.to(payee.name(), amount).withMemo(memo);
        try (PaymentSteps steps = new PaymentSteps(node(), payee.name())) {
            PendingPayment payment = node().pay(order);
            outcome("the payment of " + name, payment.acknowledged());
            return outcome("the steps of the payment of " + name, steps.of(payment.id(), amount));
        }
    }

    /** Pays a peer who is away; how far that has come. */
    PaymentStatus payLater(DemoPeer payee, long amount) {
        boolean away = await(() -> node().trustline(payee.name()).stream().noneMatch(TrustlineView::online));
        require(away, payee.name() + ", as " + name + " sees it", "offline");
        CompletableFuture<Payment> recorded =
                node().pay(PaymentOrder.to(payee.name(), amount)).recorded();
        return outcome("the payment of " + name, recorded).status();
    }

    /** The line that the shell would show when something is refused for this reason. */
    String refusal(String what, CompletableFuture<?> future, RefusalCode reason, DemoPeer peer, long asked) {
        try {
            outcome(what, future);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RefusedException refused && refused.code() == reason) {
                return refusals.line(refused.refusal(), peer.name(), asked);
            }
            throw e;
        }
        throw new DiffersException(what, "refused: " + reason, "done");
    }

    ClosingReport leave() {
        return outcome("the leave of " + name, node().settleAllAndClose(LIMIT));
    }

    /** The balance with the other one, as soon as it is the expected one, or what it is when the time is over. */
    long balanceWith(DemoPeer other, long expected) {
        await(() -> currentBalanceWith(other) == expected);
        return currentBalanceWith(other);
    }

    <T> T outcome(String what, CompletableFuture<T> future) {
        require(isDone(future), what, "done within " + LIMIT.toSeconds() + " s");
        return future.join();
    }

    @Override
    public void close() {
        running.close();
    }

    private static RunningPeer start(PeerSettings settings) {
        try (Password password = Password.of("secret of " + settings.name())) {
            return RunningPeer.start(settings, password);
        }
    }

    private long currentBalanceWith(DemoPeer other) {
        return node().trustline(other.name())
                .map(line -> line.balance().units())
                .orElse(0L);
    }

    private void awaitProposalOf(DemoPeer proposer) {
        boolean here = await(() ->
                node().proposals().stream().anyMatch(proposal -> proposal.peer().equals(proposer.name())));
        require(here, "the proposal of " + proposer.name(), "received by " + name);
    }

    private boolean await(BooleanSupplier condition) {
        try (Watch watch = new Watch(node(), condition)) {
            return isDone(watch.met());
        }
    }

    private static boolean isDone(CompletableFuture<?> future) {
        try {
            Object unused = future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return future.isDone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return future.isDone();
    }

    private static void require(boolean condition, String what, String expected) {
        if (!condition) {
            throw new DiffersException(what, expected, "not");
        }
    }

    private CreditNode node() {
        return running.node();
    }
}
