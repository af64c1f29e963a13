package io.p2pcredit.internal.settlement;

import io.p2pcredit.PendingSettlement;
import io.p2pcredit.Resolution;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.internal.event.Requests;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.settlement.Clearing.Sight;
import io.p2pcredit.internal.settlement.Prospects.Prospect;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineStory;
import io.p2pcredit.trustline.machine.SettlementSlot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Where the application settles. For any thread. */
public final class SettlementDesk {
    private final Context context;
    private final Requests requests;
    private final SettlementPromises settlements;
    private final Clearing clearing;

    public SettlementDesk(Context context, Requests requests, SettlementPromises settlements, Clearing clearing) {
        this.context = context;
        this.requests = requests;
        this.settlements = settlements;
        this.clearing = clearing;
    }

    /** Settles, if the ledger answers at this moment: else the owner would wait for it without knowing why. */
    public PendingSettlement settle(PeerId peer, SettleOrder order) {
        CompletableFuture<Settlement> recorded = new CompletableFuture<>();
        CompletableFuture<Settlement> finished = new CompletableFuture<>();
        Settling settling = new Settling(recorded, finished);
        prospect(peer)
                .whenComplete((prospect, failure) -> requests.command(
                        round -> {
                            round.afterwards(() -> clearing.heard(prospect.abilities()));
                            settle(round, peer, order, prospect, settling);
                        },
                        recorded,
                        finished));
        return settling;
    }

    /** What the ledger says to a settlement with that peer; without a line there is nothing to ask about. */
    private CompletionStage<Prospect> prospect(PeerId peer) {
        Prospects prospects = clearing.prospects();
        return context.lines()
                .published(peer)
                .map(held -> prospects.ofAll(held.line().identity()))
                .orElseGet(prospects::ofTheLedger);
    }

    private void settle(Round round, PeerId peer, SettleOrder order, Prospect prospect, Settling settling) {
        Optional<Refusal> refused = unsuited(round, peer, order, prospect)
                .map(Refusal::because)
                .or(() -> Requests.step(round, peer, input(order, prospect)));
        if (refused.isPresent()) {
            requests.refuse(refused.get(), settling.first(), settling.last());
            return;
        }
        Line line = round.line(peer).orElseThrow();
        Settlement announced = LineStory.settlement(line.identity(), Direction.OUTGOING, line.outgoing());
        settlements.await(announced, settling.last());
        requests.keepAfterwards(round, settling.first(), announced);
    }

    private static Input input(SettleOrder order, Prospect prospect) {
        return order.unannounced()
                ? new Input.SettleUnannounced(
                        order.amount(), prospect.abilities().orElseThrow().seen())
                : new Input.Settle(order.amount());
    }

    /** Why the ledger, or what this node knows, does not allow what is asked for. */
    private static Optional<RefusalCode> unsuited(Round round, PeerId peer, SettleOrder order, Prospect prospect) {
        if (round.line(peer).isEmpty()) {
            return Optional.of(RefusalCode.NO_TRUSTLINE);
        }
        if (prospect.isUnclear()) {
            return Optional.of(RefusalCode.LEDGER_UNREACHABLE);
        }
        Abilities abilities = prospect.abilities().orElseThrow();
        boolean exact = abilities.tellsKeysApart() && abilities.showsTransfers();
        if (order.unannounced() && !exact) {
            return Optional.of(RefusalCode.LEDGER_WITHOUT_KEYS);
        }
        if (order.unannounced() && !round.link(peer).wasReady()) {
            return Optional.of(RefusalCode.NOT_RESUMED_YET);
        }
        return prospect.finding().refusal();
    }

    /** Asks the ledger what it can do; empty if it gives no answer. */
    public CompletionStage<Optional<Set<Capability>>> abilities() {
        return clearing.ask().thenApply(answer -> answer.map(Abilities::can));
    }

    /** The newest settlement of each direction of each line. */
    public List<Settlement> settlements() {
        return Stream.concat(context.lines().published().stream(), context.lines().retired().stream())
                .map(Held::line)
                .sorted(Comparator.comparing(line -> line.identity().peer()))
                .flatMap(SettlementDesk::settlements)
                .toList();
    }

    private static Stream<Settlement> settlements(Line line) {
        return Stream.concat(
                settlement(line, Direction.OUTGOING, line.outgoing()),
                settlement(line, Direction.INCOMING, line.incoming()));
    }

    private static Stream<Settlement> settlement(Line line, Direction direction, SettlementSlot slot) {
        return slot.number() == 0 ? Stream.empty() : Stream.of(LineStory.settlement(line.identity(), direction, slot));
    }

    /** Takes the word of the owner for what the ledger does not tell. */
    public CompletableFuture<Settlement> resolve(SettlementKey key, Resolution resolution) {
        CompletableFuture<Settlement> promise = new CompletableFuture<>();
        Optional<Settlement> known = settlements().stream()
                .filter(settlement -> settlement.key().equals(key))
                .findFirst();
        if (known.isEmpty()) {
            requests.command(round -> requests.refuse(nothingToResolve(), promise), promise);
        } else if (known.get().direction() == Direction.OUTGOING) {
            requests.command(round -> resolve(round, known.get(), resolution, promise), promise);
        } else {
            clearing.look(known.get().peer(), key)
                    .whenComplete((sight, failure) -> requests.command(
                            round -> confirm(round, known.get(), resolution, sight, promise), promise));
        }
        return promise.copy();
    }

    /** A creditor's owner has a say only about what the ledger, though it answers, does not show. */
    private void confirm(
            Round round,
            Settlement incoming,
            Resolution resolution,
            Sight sight,
            CompletableFuture<Settlement> promise) {
        round.afterwards(() -> clearing.heard(sight.abilities()));
        Optional<SettlementSlot> expected =
                round.line(incoming.peer()).map(Line::incoming).filter(slot -> slot.reserved() > 0);
        if (expected.isPresent() && sight.isSilence()) {
            requests.refuse(Refusal.because(RefusalCode.LEDGER_UNREACHABLE), promise);
        } else if (expected.isPresent() && sight.shows()) {
            requests.refuse(Refusal.because(RefusalCode.LEDGER_DECIDES), promise);
        } else {
            resolve(round, incoming, resolution, promise);
        }
    }

    private void resolve(Round round, Settlement known, Resolution resolution, CompletableFuture<Settlement> promise) {
        boolean newest =
                round.line(known.peer()).filter(line -> isNewest(line, known)).isPresent();
        Input input = new Input.Resolved(known.direction(), resolution == Resolution.PAID);
        Optional<Refusal> refused =
                newest ? Requests.step(round, known.peer(), input) : Optional.of(nothingToResolve());
        if (refused.isPresent()) {
            requests.refuse(refused.get(), promise);
        } else {
            Line line = round.line(known.peer()).orElseThrow();
            Settlement resolved = LineStory.settlement(line.identity(), known.direction(), slot(line, known));
            requests.keepAfterwards(round, promise, resolved);
        }
    }

    /** Whether that is still the newest settlement of its debtor: one that is over can be followed by another. */
    private static boolean isNewest(Line line, Settlement known) {
        SettlementKey key = known.direction() == Direction.OUTGOING
                ? Keys.outgoing(line, known.number())
                : Keys.incoming(line, known.number());
        return slot(line, known).number() == known.number() && key.equals(known.key());
    }

    private static SettlementSlot slot(Line line, Settlement settlement) {
        return settlement.direction() == Direction.OUTGOING ? line.outgoing() : line.incoming();
    }

    private static Refusal nothingToResolve() {
        return Refusal.because(RefusalCode.NOTHING_TO_RESOLVE);
    }

    private record Settling(CompletableFuture<Settlement> first, CompletableFuture<Settlement> last)
            implements PendingSettlement {
        @Override
        public CompletableFuture<Settlement> recorded() {
            return first.copy();
        }

        @Override
        public CompletableFuture<Settlement> finished() {
            return last.copy();
        }
    }
}
