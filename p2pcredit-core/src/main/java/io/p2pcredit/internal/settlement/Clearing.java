package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.machine.Effect;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the node does on the ledger, each thing in the way that this ledger allows. For the owner only, but for
 * {@link #ask} and {@link #prospects}.
 */
public final class Clearing {
    private final Context context;
    private final Ledger ledger;
    private final Capabilities capabilities;
    private final LedgerLookout lookout;
    private final Prospects prospects;
    private final Submissions submissions;
    private final Watches watches;
    private final LostTransfers lost;
    private final BalanceWatch balance;
    private final boolean creditsByBalance;
    private final Map<PeerId, Effect.AwaitTransfer> awaited = new LinkedHashMap<>();

    /**
     * @param creditsByBalance whether the owner of the node allows that where nothing else shows what has come
     * @param ledgerChanged told when the ledger is another one than it was
     */
    public Clearing(Context context, boolean creditsByBalance, Runnable ledgerChanged) {
        this.context = context;
        this.ledger =
                new GuardedLedger(context.environment(), context.surroundings().ledger());
        this.watches = new Watches(context, ledger);
        this.lookout = new LedgerLookout(context, watches::beginAnew, ledgerChanged);
        this.capabilities = new Capabilities(context, ledger, lookout::told);
        this.prospects = new Prospects(capabilities, new Accounts(ledger));
        this.submissions = new Submissions(context, ledger, prospects);
        this.lost = new LostTransfers(context, ledger, capabilities);
        this.balance = new BalanceWatch(context, ledger);
        this.creditsByBalance = creditsByBalance;
    }

    /** Begins to work, once. */
    public void start() {
        lookout.begin(capabilities);
        if (creditsByBalance) {
            capabilities.whenKnown(abilities -> {
                if (isToldByBalance(abilities)) {
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

    private void awaitAll(Abilities abilities) {
        Map<PeerId, Effect.AwaitTransfer> due = new LinkedHashMap<>(awaited);
        awaited.clear();
        due.forEach((peer, effect) -> await(peer, effect, abilities));
    }

    private void await(PeerId peer, Effect.AwaitTransfer effect, Abilities abilities) {
        lookout.expect(peer, abilities.seen());
        if (abilities.showsTransfers()) {
            watches.watch(peer, effect, search(peer, effect.key(), abilities));
        } else if (isToldByBalance(abilities) && effect.units() > 0) {
            balance.watch(peer, effect);
        }
    }

    /** How to look for what the peer pays, on a ledger that shows it. */
    private Search search(PeerId peer, SettlementKey key, Abilities abilities) {
        AccountId payer = ledger.accountOf(peer);
        return abilities.can().contains(Ledger.Capability.LOOK_UP)
                ? Search.byKey(ledger, payer, key)
                : Search.amongIncoming(ledger, ledger.accountOf(context.self()), payer, key);
    }

    /** Asks the ledger once for what the peer has paid under the key. For any thread. */
    CompletionStage<Sight> look(PeerId peer, SettlementKey key) {
        return capabilities
                .ask()
                .thenCompose(answer -> answer.filter(Abilities::showsTransfers)
                        .map(abilities -> search(peer, key, abilities)
                                .toTheEnd()
                                .thenApply(look -> new Sight(answer, Optional.of(look))))
                        .orElseGet(() -> CompletableFuture.completedFuture(new Sight(answer, Optional.empty()))));
    }

    /**
     * What a ledger has shown to somebody who looked for one transfer.
     *
     * @param abilities what it can do; empty if it gave no answer
     * @param look what it has shown; empty if it shows nothing to anybody
     */
    record Sight(Optional<Abilities> abilities, Optional<Search.Look> look) {
        boolean isSilence() {
            return abilities.isEmpty()
                    || look.filter(Search.Look.Silence.class::isInstance).isPresent();
        }

        boolean shows() {
            return look.filter(Search.Look.Found.class::isInstance).isPresent();
        }
    }

    private boolean isToldByBalance(Abilities abilities) {
        return creditsByBalance && !abilities.showsTransfers() && abilities.showsBalances();
    }

    /** Asks a ledger that looks keys up for a transfer of a life that is lost. */
    public void lookForLost(PeerId peer, Effect.LookForLost effect) {
        lost.look(peer, effect);
    }

    /** The line with that peer is in step. */
    public void ready(PeerId peer) {
        watches.ready(peer);
    }

    /** Asks the ledger what it is; empty if it gives no answer. For any thread. */
    CompletionStage<Optional<Abilities>> ask() {
        return capabilities.ask();
    }

    /** What speaks for and against a settlement now. For any thread. */
    Prospects prospects() {
        return prospects;
    }

    /** Takes notice of what the ledger has answered to {@link #ask}; outside of any round. */
    void heard(Optional<Abilities> answer) {
        capabilities.heard(answer);
    }
}
