package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A ledger that decides once about every key, and often forgets to say so. */
final class ModelLedger {
    private final Map<SettlementKey, Transfer> transfers = new LinkedHashMap<>();
    private final Set<SettlementKey> watched = new HashSet<>();
    private final Set<SettlementKey> lookedFor = new HashSet<>();
    private boolean forgotten;

    private static final class Transfer {
        final End debtor;
        final End creditor;
        final Effect.SubmitTransfer order;
        final boolean announced;
        boolean decided;
        boolean executed;
        boolean answered;

        Transfer(End debtor, End creditor, Effect.SubmitTransfer order) {
            this.debtor = debtor;
            this.creditor = creditor;
            this.order = order;
            this.announced = debtor.line().outgoing().announcement() == SettlementSlot.Announcement.FIRST;
        }

        boolean isNewest() {
            return debtor.line().outgoing().isAbout(order.number());
        }

        TransactionId transaction() {
            return TransactionId.of("tx-" + order.key());
        }

        /** A life that is lost has made it, and this one knows of its key only. */
        Input lost() {
            return new Input.LostTransferFound(order.number(), order.amount(), transaction(), End.LEDGER);
        }

        Input found() {
            return new Input.TransferFound(order.number(), order.amount(), transaction());
        }
    }

    /** Takes up what an end wants of the ledger after a round. */
    void serve(Pair pair, End end) {
        for (Effect effect : new LinkedHashSet<>(end.effects)) { // a node is asked twice in a round and does it once
            if (effect instanceof Effect.SubmitTransfer order) {
                submit(pair, end, order);
            } else if (effect instanceof Effect.AwaitTransfer await) {
                watched.add(await.key());
            } else if (effect instanceof Effect.LookForLost lost) {
                lookedFor.add(lost.key());
            }
        }
        end.effects.clear();
    }

    private void submit(Pair pair, End end, Effect.SubmitTransfer order) {
        boolean handedOverBefore = transfers.containsKey(order.key());
        Transfer transfer = transfers.computeIfAbsent(order.key(), key -> new Transfer(end, pair.other(end), order));
        assertThat(order.payee()).as("submitted again").isEqualTo(transfer.order.payee());
        if (handedOverBefore && transfer.announced && !forgotten) {
            assertThat(end.handedOverAfresh)
                    .as("knows that it was perhaps handed over before: %s", order)
                    .isFalse();
        }
        transfer.answered = false;
    }

    /** Both ends have lost data, so that nobody may know of a transfer. */
    void forgetTransfers() {
        forgotten = true;
    }

    /** The watch of an end that stopped is over. */
    void forgetWatches() {
        watched.clear();
        lookedFor.clear();
    }

    /** Something happens at the ledger; returns the end that learnt of it. */
    End act(RandomGenerator random, Pair pair) {
        return act(random, pair, new ArrayList<>(transfers.values()));
    }

    /** The same with a transfer that somebody still waits for. */
    End goOn(RandomGenerator random, Pair pair) {
        return act(
                random,
                pair,
                transfers.values().stream()
                        .filter(transfer -> transfer.isNewest() || lookedFor.contains(transfer.order.key()))
                        .toList());
    }

    private End act(RandomGenerator random, Pair pair, List<Transfer> known) {
        if (known.isEmpty()) {
            return pair.alice;
        }
        Transfer transfer = known.get(random.nextInt(known.size()));
        return random.nextBoolean() ? tellCreditor(transfer) : tellDebtor(transfer, random);
    }

    private End tellCreditor(Transfer transfer) {
        if (transfer.executed && watched.contains(transfer.order.key())) {
            transfer.creditor.take(transfer.found());
        }
        return transfer.creditor;
    }

    private End tellDebtor(Transfer transfer, RandomGenerator random) {
        if (transfer.executed && lookedFor.remove(transfer.order.key())) {
            return transfer.debtor.take(transfer.lost());
        }
        boolean arrives = random.nextInt(5) > 0;
        if (!transfer.decided && arrives) {
            transfer.decided = true;
            transfer.executed = random.nextInt(4) > 0;
        }
        if (transfer.answered) {
            return transfer.debtor;
        }
        long number = transfer.order.number();
        if (!transfer.decided || random.nextInt(3) == 0) {
            return transfer.debtor.take(new Input.TransferUnanswered(number, End.SILENT));
        }
        transfer.answered = true;
        return transfer.debtor.take(
                transfer.executed
                        ? new Input.TransferConfirmed(number, transfer.transaction())
                        : new Input.TransferRefused(number, End.REFUSED));
    }

    /** What the end has received on the ledger in all. */
    long receivedBy(End end) {
        return transfers.values().stream()
                .filter(transfer -> transfer.executed && transfer.creditor == end)
                .mapToLong(transfer -> transfer.order.amount().units())
                .sum();
    }
}
