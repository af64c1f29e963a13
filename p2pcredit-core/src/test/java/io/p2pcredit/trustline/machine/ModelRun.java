package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Two honest ends, sessions that break at any message, nodes that stop, a ledger that is slow to answer. */
final class ModelRun {
    private final RandomGenerator random;
    final Pair pair;
    private final ModelLedger ledger = new ModelLedger();
    private final boolean mayOpen;
    private boolean restored;

    ModelRun(RandomGenerator random) {
        this.random = random;
        this.mayOpen = random.nextInt(3) == 0;
        this.pair = mayOpen ? Pair.inSession() : Pair.open(random.nextInt(200));
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            List<Chain> before =
                    List.of(pair.alice.line().own(), pair.bob.line().own());
            int stored = pair.alice.facts.size();
            int storedByBob = pair.bob.facts.size();
            step();
            assertGrown(before.get(0), pair.alice.line().own());
            assertGrown(before.get(1), pair.bob.line().own());
            assertWithinLimits(pair.alice, stored);
            assertWithinLimits(pair.bob, storedByBob);
            pair.assertHonest();
        }
        pair.assertReplays();
    }

    /** Puts an old copy back, or nothing but the identity. */
    void restore(End end) {
        if (restored) {
            ledger.forgetTransfers();
        }
        restored = true;
        ledger.forgetWatches();
        end.restore(end.rounds.get(random.nextInt(end.rounds.size())));
        serve(end);
    }

    /** Sessions that break a few times until one lasts. */
    void comeBack(int messages) {
        pair.connect();
        for (int i = 0; i < messages; i++) {
            deliver(random.nextBoolean() ? pair.alice : pair.bob);
            if (random.nextInt(8) == 0) {
                pair.disconnect().connect();
            }
        }
        pair.disconnect().connect();
        settleDown();
    }

    private void step() {
        End end = random.nextBoolean() ? pair.alice : pair.bob;
        switch (random.nextInt(20)) {
            case 0 -> breakSession();
            case 1, 2 -> connectIfAway();
            case 3 -> restart(end);
            case 4, 5, 6 -> serve(ledger.act(random, pair));
            case 7, 8 -> answerProposal(end);
            case 9, 10, 11 -> serve(end.take(round(end)));
            case 12, 13 -> serve(end.take(command(end)));
            default -> deliver(end);
        }
        end.refusals.clear();
        pair.other(end).refusals.clear();
    }

    private void breakSession() {
        pair.disconnect();
        if (random.nextBoolean()) {
            connectIfAway();
        }
    }

    private void connectIfAway() {
        if (pair.alice.link().phase() == Link.Phase.AWAY || random.nextInt(4) == 0) {
            pair.connect();
        }
    }

    private void restart(End end) {
        if (random.nextInt(3) == 0) {
            pair.disconnect();
            ledger.forgetWatches();
            end.restart();
            serve(end);
            pair.other(end).restart();
            serve(pair.other(end));
        }
    }

    private void answerProposal(End end) {
        boolean waits = end.proposal.isPresent()
                && !end.line().own().isOpen()
                && end.link().isReady();
        if (waits && random.nextInt(3) > 0) {
            serve(end.accept(random.nextInt(200)));
        } else if (waits) {
            end.decline();
        }
    }

    private void deliver(End from) {
        if (!from.outbox.isEmpty()) {
            pair.deliver(from);
            serve(pair.other(from));
        }
    }

    private void serve(End end) {
        ledger.serve(pair, end);
    }

    /** Commands and updates of the peer, in one round. */
    private Input[] round(End end) {
        List<Input> inputs = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            PeerMessage next = pair.other(end).outbox.peek();
            if (random.nextBoolean() && next instanceof Deliver deliver) {
                pair.other(end).outbox.remove();
                inputs.add(new Input.UpdateReceived(deliver.update()));
            } else {
                inputs.add(command(end));
            }
        }
        return inputs.toArray(Input[]::new);
    }

    private Input command(End end) {
        return switch (random.nextInt(mayOpen ? 13 : 12)) {
            case 0 -> new Input.ChangeLimit(CreditLimit.of(random.nextInt(200)));
            case 1 -> new Input.Settle(Optional.empty());
            case 2 -> new Input.Settle(Optional.of(amount()));
            case 3 ->
                new Input.Pay(QueuedPayment.of(
                        new PaymentId(random.nextLong(), 0),
                        Amounts.of(1 + random.nextInt(50), 1, 1),
                        true,
                        Memo.NONE,
                        false));
            case 4 -> new Input.Pay(end.payment(amount().units(), true));
            case 5 -> new Input.SettleUnannounced(Optional.empty(), End.LEDGER);
            case 6 ->
                end.line()
                        .queue()
                        .first()
                        .<Input>map(first -> new Input.Cancel(first.id()))
                        .orElse(new Input.Release());
            case 12 -> new Input.Propose(CreditLimit.of(random.nextInt(200)), CreditLimit.of(random.nextInt(200)));
            default -> end.payment(amount().units());
        };
    }

    private Amount amount() {
        return Amount.of(1 + random.nextInt(150));
    }

    private static void assertGrown(Chain before, Chain now) {
        assertThat(now.seq()).isGreaterThanOrEqualTo(before.seq());
        assertThat(now.paid()).isGreaterThanOrEqualTo(before.paid());
        assertThat(now.credited()).isGreaterThanOrEqualTo(before.credited());
        assertThat(now.signedPeerSeq()).isGreaterThanOrEqualTo(before.signedPeerSeq());
    }

    /** What an end signs never brings its true debt over the largest limit that it could know of. */
    private void assertWithinLimits(End payer, int stored) {
        End payee = pair.other(payer);
        assertThat(payer.line().own().credited()).isLessThanOrEqualTo(ledger.receivedBy(payer));
        if (payer.facts.size() <= stored) {
            return;
        }
        for (Update update : End.updatesIn(payer.facts.subList(stored, payer.facts.size()))) {
            if (update.entries().stream().anyMatch(ModelRun::raisesTheDebt)) {
                assertThat(trueDebt(payer, payee))
                        .isLessThanOrEqualTo(
                                largestLimitSince(payee, payer, update.proof().peerSeq()));
            }
        }
    }

    private static boolean raisesTheDebt(Entry entry) {
        return EntrySums.paid(entry) > 0 || (entry instanceof Entry.SettlementAnswer answer && answer.units() > 0);
    }

    private static long trueDebt(End payer, End payee) {
        Chain own = payer.line().own();
        Chain theirs = newestOf(payee, payer);
        return own.paid()
                - theirs.paid()
                + own.credited()
                - theirs.credited()
                + payer.line().incoming().reserved();
    }

    /** What a writer has signed, also if only the reader still has it. */
    private static Chain newestOf(End writer, End reader) {
        Chain own = writer.line().own();
        Chain read = reader.line().theirs();
        return own.seq() >= read.seq() ? own : read;
    }

    private static long largestLimitSince(End payee, End payer, long seen) {
        long number = 0;
        long largest = 0;
        List<Update> own = End.updatesIn(payee.facts);
        boolean lost = payee.line().own().seq() < payer.line().theirs().seq();
        for (Update update : lost ? End.peersUpdatesIn(payer.facts) : own) {
            for (Entry entry : update.entries()) {
                number++;
                Optional<CreditLimit> limit = EntrySums.limit(entry);
                if (limit.isPresent()) {
                    long units = limit.get().units();
                    largest = number <= seen ? units : Math.max(largest, units);
                }
            }
        }
        return largest;
    }

    /** Faults stop: everything comes to rest, and one more payment each way works. */
    void heal() {
        pair.disconnect().connect();
        settleDown();
        for (int i = 0; i < 5_000 && !isSettled(); i++) {
            serve(ledger.goOn(random, pair));
            settleDown();
        }
        pair.assertHonest();
        if (pair.alice.line().isOpen() || pair.bob.line().isOpen()) {
            pair.assertInStep();
            assertSettled();
            assertOneMorePaymentEachWay();
        }
    }

    private void settleDown() {
        for (int messages = 0; !pair.alice.outbox.isEmpty() || !pair.bob.outbox.isEmpty(); messages++) {
            assertThat(messages).as("an endless conversation").isLessThan(1_000);
            deliver(pair.alice);
            deliver(pair.bob);
        }
    }

    private boolean isSettled() {
        return Stream.of(pair.alice, pair.bob)
                .noneMatch(end -> end.line().outgoing().isUnderWay());
    }

    private void assertSettled() {
        for (End end : List.of(pair.alice, pair.bob)) {
            assertThat(end.line().outgoing().isUnderWay())
                    .as("under way at %s", end.name)
                    .isFalse();
            assertThat(end.line().incoming().isUnderWay())
                    .as("expected at %s", end.name)
                    .isFalse();
            if (!restored) {
                assertThat(end.line().own().credited()).isEqualTo(ledger.receivedBy(end));
            }
        }
    }

    private void assertOneMorePaymentEachWay() {
        for (End end : List.of(pair.alice, pair.bob)) {
            pair.other(end).changeLimit(Amount.MAX_UNITS);
            settleDown();
            end.pay(1);
            settleDown();
            assertThat(end.refusals).isEmpty();
        }
        pair.assertInStep();
    }
}
