package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.loop.Backoff;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.settlement.Search.Look;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.machine.Effect.AwaitTransfer;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.SettlementSlot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a creditor's node looks for on a ledger that shows transfers: what was accepted, until it is there; what was
 * declined or withdrawn, some {@value #LOOKS_FOR_THE_UNEXPECTED} times, or about a minute, each time when the line is
 * ready. For the owner only.
 */
final class Watches {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    private static final int LOOKS_FOR_THE_UNEXPECTED = 30;

    private final Context context;
    private final Ledger ledger;
    private final Map<SettlementKey, Watch> underWay = new HashMap<>();
    private final Map<PeerId, SettlementKey> inVain = new HashMap<>();

    Watches(Context context, Ledger ledger) {
        this.context = context;
        this.ledger = ledger;
    }

    /** The line is ready: what was looked for in vain may have come since. */
    void ready(PeerId peer) {
        inVain.remove(peer);
        underWay.values().stream().filter(watch -> watch.peer.equals(peer)).forEach(Watch::encourage);
    }

    /** The ledger is another one: how far the one before was read says nothing about it. */
    void beginAnew() {
        underWay.values().forEach(Watch::beginAnew);
    }

    /** Begins to look, unless that is being done or was done for long enough. */
    void watch(PeerId peer, AwaitTransfer effect, Search search) {
        boolean enough = effect.units() == 0 && effect.key().equals(inVain.get(peer));
        if (!enough && !underWay.containsKey(effect.key())) {
            Watch watch = new Watch(peer, effect, search);
            underWay.put(effect.key(), watch);
            watch.look(search);
        }
    }

    /** One transfer that may be on the ledger, or come. */
    private final class Watch {
        private final PeerId peer;
        private final long number;
        private final SettlementKey key;
        private final Search first;
        private final Backoff backoff = new Backoff(context.environment(), FIRST_DELAY, LONGEST_DELAY);
        private int looksLeft = LOOKS_FOR_THE_UNEXPECTED;
        private boolean misdirected;
        private boolean anew;

        Watch(PeerId peer, AwaitTransfer effect, Search first) {
            this.peer = peer;
            this.number = effect.number();
            this.key = effect.key();
            this.first = first;
        }

        void beginAnew() {
            anew = true;
            encourage();
        }

        void encourage() {
            looksLeft = LOOKS_FOR_THE_UNEXPECTED;
            backoff.reset();
        }

        void look(Search planned) {
            Search search = anew ? first : planned;
            anew = false;
            search.look().whenComplete((look, failure) -> context.loop().submit(round -> looked(round, search, look)));
        }

        /** Nothing can be credited before the line is ready, and then it is awaited anew. */
        private void looked(Round round, Search search, Look look) {
            boolean canBeCredited = round.link(peer).mayCredit()
                    && round.line(peer).filter(this::isOpenOn).isPresent();
            if (!canBeCredited) {
                underWay.remove(key);
            } else if (look instanceof Look.Found found) {
                found(round, search, found.recorded());
            } else if (look instanceof Look.More more) {
                round.afterwards(() -> look(more.next()));
            } else if (look instanceof Look.Nothing nothing) {
                notFound(round, nothing.next());
            } else {
                later(search);
            }
        }

        private boolean isOpenOn(Line line) {
            SettlementSlot slot = line.incoming();
            return slot.number() == number
                    && slot.credit().isEmpty()
                    && Keys.incoming(line, number).equals(key);
        }

        private void found(Round round, Search search, Recorded recorded) {
            Transfer transfer = recorded.transfer();
            boolean asAgreed = transfer.key().equals(key)
                    && transfer.payer().equals(ledger.accountOf(peer))
                    && transfer.payee().equals(ledger.accountOf(context.self()));
            if (asAgreed) {
                underWay.remove(key);
                round.step(peer, new Input.TransferFound(number, transfer.amount(), recorded.transaction()));
                return;
            }
            if (!misdirected) {
                misdirected = true;
                LOG.warn("settlement {}: the ledger shows a transfer between other accounts under this key", key);
            }
            notFound(round, search);
        }

        private void notFound(Round round, Search next) {
            boolean expected = round.line(peer)
                    .filter(line -> line.incoming().reserved() > 0)
                    .isPresent();
            if (expected || --looksLeft > 0) {
                later(next);
            } else {
                underWay.remove(key);
                inVain.put(peer, key);
            }
        }

        private void later(Search next) {
            context.environment()
                    .schedule(backoff.next(), () -> context.loop().submit(round -> round.afterwards(() -> look(next))));
        }
    }
}
