package io.p2pcredit.internal.settlement;

import io.p2pcredit.PendingSettlement;
import io.p2pcredit.Resolution;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.internal.event.Requests;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.internal.loop.Round;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Where the application settles. For any thread. */
public final class SettlementDesk {
    private final Context context;
    private final Requests requests;
    private final SettlementPromises settlements;

    public SettlementDesk(Context context, Requests requests, SettlementPromises settlements) {
        this.context = context;
        this.requests = requests;
        this.settlements = settlements;
    }

    public PendingSettlement settle(PeerId peer, SettleOrder order) {
        CompletableFuture<Settlement> recorded = new CompletableFuture<>();
        CompletableFuture<Settlement> finished = new CompletableFuture<>();
        requests.command(round -> settle(round, peer, order, recorded, finished), recorded, finished);
        return new Settling(recorded, finished);
    }

    private void settle(
            Round round,
            PeerId peer,
            SettleOrder order,
            CompletableFuture<Settlement> recorded,
            CompletableFuture<Settlement> finished) {
        Input input =
                order.unannounced() ? new Input.SettleUnannounced(order.amount()) : new Input.Settle(order.amount());
        Optional<Refusal> refused = Requests.step(round, peer, input);
        if (refused.isPresent()) {
            requests.refuse(refused.get(), recorded, finished);
            return;
        }
        Line line = round.line(peer).orElseThrow();
        Settlement announced = LineStory.settlement(line.identity(), Direction.OUTGOING, line.outgoing());
        settlements.await(announced, finished);
        requests.keepAfterwards(round, recorded, announced);
    }

    /** The newest settlement of each direction of each line. */
    public List<Settlement> settlements() {
        return context.lines().published().stream()
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

    public CompletableFuture<Settlement> resolve(SettlementKey key, Resolution resolution) {
        CompletableFuture<Settlement> promise = new CompletableFuture<>();
        requests.command(round -> resolve(round, key, resolution, promise), promise);
        return promise.copy();
    }

    private void resolve(Round round, SettlementKey key, Resolution resolution, CompletableFuture<Settlement> promise) {
        Optional<Settlement> known = settlements().stream()
                .filter(settlement -> settlement.key().equals(key))
                .findFirst();
        if (known.isEmpty()) {
            requests.refuse(Refusal.because(RefusalCode.NOTHING_TO_RESOLVE), promise);
            return;
        }
        PeerId peer = known.get().peer();
        Direction direction = known.get().direction();
        Optional<Refusal> refused =
                Requests.step(round, peer, new Input.Resolved(direction, resolution == Resolution.PAID));
        if (refused.isPresent()) {
            requests.refuse(refused.get(), promise);
            return;
        }
        Line line = round.line(peer).orElseThrow();
        SettlementSlot slot = direction == Direction.OUTGOING ? line.outgoing() : line.incoming();
        requests.keepAfterwards(round, promise, LineStory.settlement(line.identity(), direction, slot));
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
