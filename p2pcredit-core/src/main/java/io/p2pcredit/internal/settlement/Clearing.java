package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.Effect;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What the node does on the ledger, each thing in the way that this ledger allows. For the owner only, but for
 * {@link #ask}.
 */
public final class Clearing {
    private final Context context;
    private final Ledger ledger;
    private final Capabilities capabilities;
    private final Submissions submissions;
    private final Watches watches;
    private final BalanceWatch balance;
    private final boolean creditsByBalance;
    private final Map<PeerId, Effect.AwaitTransfer> awaited = new LinkedHashMap<>();
    private final Set<LineId> metSinceTheStart = new HashSet<>();

    /** @param creditsByBalance whether the owner of the node allows that where nothing else shows what has come */
    public Clearing(Context context, boolean creditsByBalance) {
        this.context = context;
        this.ledger = new GuardedLedger(context.surroundings().ledger());
        this.capabilities = new Capabilities(context, ledger);
        this.submissions = new Submissions(context, ledger, capabilities);
        this.watches = new Watches(context, ledger);
        this.balance = new BalanceWatch(context, ledger);
        this.creditsByBalance = creditsByBalance;
    }

    /** Begins to work, once. */
    public void start() {
        if (creditsByBalance) {
            capabilities.whenKnown(can -> {
                if (isToldByBalance(can)) {
                    balance.begin();
                }
            });
        }
    }

    /** Hands a transfer to the ledger, unless that is being done. */
    public void submit(PeerId peer, Effect.SubmitTransfer effect) {
        balance.disturb();
        submissions.submit(peer, effect);
    }

    /** Looks for a transfer, unless that is being done, or nothing shows it. */
    public void await(PeerId peer, Effect.AwaitTransfer effect) {
        boolean first = awaited.isEmpty();
        awaited.put(peer, effect); // a line awaits one transfer at a time, its newest
        if (first) {
            capabilities.whenKnown(this::awaitAll);
        }
    }

    private void awaitAll(Set<Capability> can) {
        Map<PeerId, Effect.AwaitTransfer> due = new LinkedHashMap<>(awaited);
        awaited.clear();
        due.forEach((peer, effect) -> await(peer, effect, can));
    }

    private void await(PeerId peer, Effect.AwaitTransfer effect, Set<Capability> can) {
        AccountId payer = ledger.accountOf(peer);
        if (can.contains(Capability.LOOK_UP)) {
            watches.watch(peer, effect, Search.byKey(ledger, payer, effect.key()));
        } else if (can.contains(Capability.INCOMING)) {
            AccountId payee = ledger.accountOf(context.self());
            watches.watch(peer, effect, Search.amongIncoming(ledger, payee, payer, effect.key()));
        } else if (isToldByBalance(can) && effect.units() > 0) {
            balance.watch(peer, effect);
        }
    }

    private boolean isToldByBalance(Set<Capability> can) {
        return creditsByBalance && !showsTransfers(can) && can.contains(Capability.BALANCE);
    }

    /** Whether a creditor can find on such a ledger what was paid to it. */
    static boolean showsTransfers(Set<Capability> can) {
        return can.contains(Capability.LOOK_UP) || can.contains(Capability.INCOMING);
    }

    /** The line with that peer is in step. */
    public void ready(PeerId peer) {
        context.lines()
                .held(peer) // also one that is opened later in this session
                .map(Held::line)
                .ifPresent(line -> metSinceTheStart.add(line.identity().id()));
        watches.ready(peer);
    }

    /** Whether that line was in step at any time since this node's start, so that this node has lost nothing of it. */
    boolean hasMet(LineId line) {
        return metSinceTheStart.contains(line);
    }

    /** Asks the ledger what it can do; empty if it gives no answer. For any thread. */
    CompletionStage<Optional<Set<Capability>>> ask() {
        return capabilities.ask();
    }

    /** Takes notice of what the ledger has answered to {@link #ask}; outside of any round. */
    void heard(Optional<Set<Capability>> answer) {
        capabilities.heard(answer);
    }
}
