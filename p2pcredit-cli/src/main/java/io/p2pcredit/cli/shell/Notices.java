package io.p2pcredit.cli.shell;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.cli.command.Expectations;
import io.p2pcredit.cli.wording.Settlements;
import io.p2pcredit.cli.wording.Trustlines;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.Texts;
import io.p2pcredit.trustline.TrustlineEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Turns what happens by itself into lines for the user. What a command of the user's own has brought about is left to
 * that command. A peer that goes and comes back at once, or is turned away again and again, is mentioned once. For one
 * thread at a time.
 */
final class Notices {
    private final Expectations expectations;
    private final BooleanSupplier transfersAreShown;
    private final Map<PeerId, Boolean> present = new HashMap<>();
    private final Map<PeerId, Set<NodeEvent>> turnedAway = new HashMap<>();

    /** @param transfersAreShown whether Fakechain shows what has come; may be asked on any thread */
    Notices(Expectations expectations, BooleanSupplier transfersAreShown) {
        this.expectations = expectations;
        this.transfersAreShown = transfersAreShown;
    }

    /** The line about an event, unless there is nothing to say. */
    Optional<String> line(NodeEvent event) {
        if (event instanceof NodeEvent.Recorded recorded) {
            return line(recorded.event());
        }
        if (event instanceof NodeEvent.ProposalReceived received) {
            return Optional.of(Trustlines.proposed(received.proposal()) + " y or n?");
        }
        if (event instanceof NodeEvent.LedgerChanged) {
            return Optional.of("Fakechain is not the one that it was: it was reset, or another took its place. What was"
                    + " settled stays settled. See: settlements, users");
        }
        if (event instanceof NodeEvent.Lagged) {
            return Optional.of("Some notices were missed: balance and trustlines show how things stand.");
        }
        return presence(event);
    }

    private Optional<String> line(TrustlineEvent event) {
        if (event instanceof TrustlineEvent.Opened opened) {
            present.put(opened.peer(), true);
            return expectations.isAnswered(opened.peer())
                    ? Optional.empty()
                    : Optional.of(Trustlines.opened(opened.peer(), opened.granted(), opened.received()));
        }
        if (event instanceof TrustlineEvent.ProposalDeclined declined) {
            return expectations.isAnswered(declined.peer())
                    ? Optional.empty()
                    : Optional.of(declined.peer() + " declined your proposal.");
        }
        if (event instanceof TrustlineEvent.Proposed proposed) {
            expectations.proposed(proposed.peer());
            return Optional.empty();
        }
        return moneyMoved(event);
    }

    private Optional<String> moneyMoved(TrustlineEvent event) {
        if (event instanceof TrustlineEvent.Paid paid) {
            return paid(paid.payment());
        }
        if (event instanceof TrustlineEvent.SettlementMoved moved) {
            return settled(moved.settlement());
        }
        if (event instanceof TrustlineEvent.LimitChanged changed && changed.direction() == Direction.INCOMING) {
            return Optional.of(
                    changed.limit().units() == 0
                            ? changed.peer() + " gives you no more credit."
                            : "You may owe " + changed.peer() + " up to " + changed.limit() + " from now on.");
        }
        if (event instanceof TrustlineEvent.Restored restored) {
            return Optional.of("The trustline with " + restored.peer() + " is back: " + restored.peer()
                    + " had kept what was lost here. See it: trustlines");
        }
        if (event instanceof TrustlineEvent.Frozen frozen) {
            return Optional.of("The trustline with " + frozen.peer() + " is frozen: " + Texts.printable(frozen.reason())
                    + ". See: reconcile " + frozen.peer());
        }
        return Optional.empty();
    }

    private static Optional<String> paid(Payment payment) {
        if (payment.direction() == Direction.OUTGOING) {
            return Optional.empty();
        }
        String part = payment.isPart() ? " of " + payment.whole() : "";
        String number = payment.count() == 1 ? "" : " in " + payment.count() + " payments";
        String memo = payment.memo().isEmpty() ? "" : " \"" + payment.memo().printable() + '"';
        return Optional.of(payment.peer() + " paid you " + payment.units() + part + number + memo);
    }

    private Optional<String> settled(Settlement settlement) {
        boolean incoming = settlement.direction() == Direction.INCOMING;
        if (incoming && settlement.status() == SettlementStatus.ANSWERED && !transfersAreShown.getAsBoolean()) {
            return Optional.of(settlement.peer() + " is about to transfer " + settlement.units() + " to you, and this"
                    + " Fakechain cannot show it. When it is there, say so: settlement resolve "
                    + Settlements.shortKey(settlement) + " paid");
        }
        if (incoming && settlement.status() == SettlementStatus.CREDITED) {
            return Optional.of(settlement.peer() + " settled " + settlement.units() + " on Fakechain");
        }
        if (!incoming && settlement.status() == SettlementStatus.IN_DOUBT) {
            return Optional.of(Settlements.line(settlement) + ". See: settlements");
        }
        return Optional.empty();
    }

    private Optional<String> presence(NodeEvent event) {
        if (event instanceof NodeEvent.PeerOnline online) {
            turnedAway.remove(online.peer());
            return Boolean.TRUE.equals(present.put(online.peer(), true))
                    ? Optional.empty()
                    : Optional.of(online.peer() + " is online.");
        }
        if (event instanceof NodeEvent.PeerOffline offline) {
            return gone(offline);
        }
        if (event instanceof NodeEvent.PeerTurnedAway away) {
            return turnedAway(away.peer(), away, reason(away));
        }
        if (event instanceof NodeEvent.TurnedAwayBy away) {
            return turnedAway(
                    away.peer(),
                    away,
                    away.peer() + " turned this peer away: " + away.code().text() + ".");
        }
        return Optional.empty();
    }

    private Optional<String> gone(NodeEvent.PeerOffline offline) {
        boolean atOnceBack = offline.code() == CloseCode.SUPERSEDED || offline.code() == CloseCode.OUT_OF_STEP;
        if (atOnceBack || Boolean.FALSE.equals(present.put(offline.peer(), false))) {
            return Optional.empty();
        }
        return Optional.of(offline.peer() + " is offline: " + offline.code().text() + ".");
    }

    private Optional<String> turnedAway(PeerId peer, NodeEvent event, String line) {
        if (expectations.isExpected(peer)) {
            return Optional.empty();
        }
        boolean isNews =
                turnedAway.computeIfAbsent(peer, name -> new HashSet<>()).add(event);
        return isNews ? Optional.of(line) : Optional.empty();
    }

    private static String reason(NodeEvent.PeerTurnedAway away) {
        String reason = away.code() == CloseCode.KEY_CHANGED
                ? "its identity key is not the one known here, or belongs to another name. Compare: identity "
                        + away.peer()
                : away.code().text() + ".";
        return "Somebody who calls itself " + away.peer() + " was turned away: " + reason;
    }
}
