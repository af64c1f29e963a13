package io.p2pcredit.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.Proposal;
import io.p2pcredit.cli.command.Expectations;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TrustlineEvent;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private static final PeerId BOB = PeerId.of("Bob");

    private final Notices notices = new Notices(new Expectations(), () -> true);

    @Test
    void aProposalAsksForAnAnswer() {
        Proposal proposal = new Proposal(BOB, FakeNode.key("Bob"), CreditLimit.of(100), CreditLimit.of(50));
        assertThat(notices.line(new NodeEvent.ProposalReceived(proposal)))
                .contains("Bob proposes: you may owe 100, Bob may owe 50 (key "
                        + FakeNode.key("Bob").fingerprint() + "). y or n?");
    }

    @Test
    void aPaymentShowsItsMemo() {
        assertThat(line(paid(Direction.INCOMING, 10, 1, "lunch"))).contains("Bob paid you 10 \"lunch\"");
        assertThat(line(paid(Direction.INCOMING, 10, 1, ""))).contains("Bob paid you 10");
        assertThat(line(paid(Direction.INCOMING, 30, 3, ""))).contains("Bob paid you 30 in 3 payments");
    }

    @Test
    void aPartOfAPaymentShowsTheWhole() {
        assertThat(line(new TrustlineEvent.Paid(
                        payment(Direction.INCOMING, 120, 1, "lunch").withUnits(25))))
                .contains("Bob paid you 25 of 120 \"lunch\"");
    }

    @Test
    void aTrustlineThatCameBackIsSaid() {
        assertThat(line(new TrustlineEvent.Restored(BOB, 3, 4)))
                .contains("The trustline with Bob is back: Bob had kept what was lost here. See it: trustlines");
    }

    @Test
    void aMemoCannotCommandTheTerminal() {
        assertThat(line(paid(Direction.INCOMING, 10, 1, "\u001b[2J\u202e\n")))
                .contains("Bob paid you 10 \"\uFFFD[2J\uFFFD\uFFFD\"");
    }

    @Test
    void whatTheUserPaidIsLeftToTheCommand() {
        assertThat(line(paid(Direction.OUTGOING, 10, 1, "lunch"))).isEmpty();
    }

    @Test
    void aSettlementIsToldWhenItIsCredited() {
        assertThat(line(settled(Direction.INCOMING, SettlementStatus.ANNOUNCED)))
                .isEmpty();
        assertThat(line(settled(Direction.INCOMING, SettlementStatus.CREDITED)))
                .contains("Bob settled 10 on Fakechain");
        assertThat(line(settled(Direction.OUTGOING, SettlementStatus.CREDITED))).isEmpty();
        assertThat(line(settled(Direction.OUTGOING, SettlementStatus.IN_DOUBT)))
                .contains("The transfer of 10 to Bob is in doubt. See: settlements");
    }

    @Test
    void aSettlementThatNobodyElseCanSeeIsToBeConfirmed() {
        TrustlineEvent answered = settled(Direction.INCOMING, SettlementStatus.ANSWERED);
        assertThat(line(answered)).isEmpty();
        assertThat(new Notices(new Expectations(), () -> false).line(recorded(answered)))
                .contains("Bob is about to transfer 10 to you, and this Fakechain cannot show it. When it is there, say"
                        + " so: settlement resolve 00000000 paid");
    }

    @Test
    void aLimitOfThePeersIsToldAndOnesOwnIsNot() {
        assertThat(line(limit(Direction.INCOMING, 70))).contains("You may owe Bob up to 70 from now on.");
        assertThat(line(limit(Direction.INCOMING, 0))).contains("Bob gives you no more credit.");
        assertThat(line(limit(Direction.OUTGOING, 70))).isEmpty();
    }

    private static TrustlineEvent limit(Direction direction, long units) {
        return new TrustlineEvent.LimitChanged(BOB, direction, CreditLimit.of(units));
    }

    @Test
    void whoIsTurnedAwayIsToldAgainOnceACommandHasTold() {
        Expectations expectations = new Expectations();
        NodeEvent away = new NodeEvent.PeerTurnedAway(BOB, CloseCode.KEY_CHANGED);
        expectations.expect(BOB);
        assertThat(new Notices(expectations, () -> true).line(away)).isEmpty();
        expectations.told(BOB);
        assertThat(new Notices(expectations, () -> true).line(away)).isPresent();
        assertThat(expectations.expect(BOB)).isTrue();
    }

    @Test
    void anOpenedLineShowsBothLimits() {
        assertThat(line(new TrustlineEvent.Opened(BOB, CreditLimit.of(50), CreditLimit.of(100))))
                .contains("The trustline with Bob is open: you may owe 100, Bob may owe 50.");
    }

    @Test
    void aLineThatACommandIsOpeningIsLeftToItOnce() {
        Expectations expectations = new Expectations();
        Notices expecting = new Notices(expectations, () -> true);
        TrustlineEvent declined = new TrustlineEvent.ProposalDeclined(BOB);
        expectations.expect(BOB);
        assertThat(expecting.line(recorded(declined))).isEmpty();
        assertThat(expecting.line(recorded(declined))).contains("Bob declined your proposal.");
    }

    @Test
    void aPeerThatComesAndGoesIsMentionedOncePerChange() {
        NodeEvent online = new NodeEvent.PeerOnline(BOB);
        assertThat(notices.line(online)).contains("Bob is online.");
        assertThat(notices.line(online)).isEmpty();
        assertThat(notices.line(new NodeEvent.PeerOffline(BOB, CloseCode.OUT_OF_STEP)))
                .isEmpty();
        assertThat(notices.line(online)).isEmpty();
        assertThat(notices.line(new NodeEvent.PeerOffline(BOB, CloseCode.GOING_AWAY)))
                .contains("Bob is offline: the peer has left.");
        assertThat(notices.line(new NodeEvent.PeerOffline(BOB, CloseCode.LOST))).isEmpty();
        assertThat(notices.line(online)).contains("Bob is online.");
    }

    @Test
    void beingTurnedAwayAgainAndAgainIsMentionedOnce() {
        NodeEvent away = new NodeEvent.TurnedAwayBy(BOB, CloseCode.KEY_CHANGED);
        assertThat(notices.line(away))
                .contains("Bob turned this peer away: the name is known there under another identity key,"
                        + " or the key under another name.");
        assertThat(notices.line(away)).isEmpty();
    }

    @Test
    void beingTurnedAwayIsLeftToTheCommandThatProposes() {
        Expectations expectations = new Expectations();
        expectations.expect(BOB);
        assertThat(new Notices(expectations, () -> true).line(new NodeEvent.TurnedAwayBy(BOB, CloseCode.KEY_CHANGED)))
                .isEmpty();
    }

    @Test
    void whoIsTurnedAwayForItsKeyIsMentionedOnceWhoeverElseComes() {
        NodeEvent away = new NodeEvent.PeerTurnedAway(BOB, CloseCode.KEY_CHANGED);
        assertThat(notices.line(away))
                .contains(
                        "Somebody who calls itself Bob was turned away: its identity key is not the one known here, or"
                                + " belongs to another name. Compare: identity Bob");
        notices.line(new NodeEvent.PeerOnline(PeerId.of("Carol")));
        assertThat(notices.line(away)).isEmpty();
        notices.line(new NodeEvent.PeerOnline(BOB));
        assertThat(notices.line(away)).isPresent();
    }

    @Test
    void aFrozenTrustlineSaysWhy() {
        assertThat(line(new TrustlineEvent.Frozen(BOB, "two proofs of one place\u001b[2J")))
                .contains(
                        "The trustline with Bob is frozen: two proofs of one place\uFFFD[2J. See:" + " reconcile Bob");
    }

    @Test
    void missedNoticesAreSaid() {
        assertThat(notices.line(new NodeEvent.Lagged(new Cursor(1, 0))))
                .contains("Some notices were missed: balance and trustlines show how things stand.");
    }

    @Test
    void whatACommandTellsIsNoNotice() {
        Payment payment = payment(Direction.OUTGOING, 10, 1, "");
        assertThat(line(new TrustlineEvent.Queued(payment))).isEmpty();
        assertThat(line(new TrustlineEvent.GivenUp(payment, RefusalCode.CANCELLED)))
                .isEmpty();
        assertThat(line(new TrustlineEvent.KeyReplaced(BOB, FakeNode.key("Bob"))))
                .isEmpty();
    }

    private Optional<String> line(TrustlineEvent event) {
        return notices.line(recorded(event));
    }

    private static NodeEvent recorded(TrustlineEvent event) {
        return new NodeEvent.Recorded(new Cursor(1, 0), Instant.EPOCH, event);
    }

    private static TrustlineEvent paid(Direction direction, long units, int count, String memo) {
        return new TrustlineEvent.Paid(payment(direction, units, count, memo));
    }

    private static Payment payment(Direction direction, long units, int count, String memo) {
        return new Payment(
                new PaymentId(1, 1), BOB, direction, units, units, 0, count, Memo.of(memo), PaymentStatus.SENT);
    }

    private static TrustlineEvent settled(Direction direction, SettlementStatus status) {
        return new TrustlineEvent.SettlementMoved(FakeNode.settlement(BOB, direction, 10, status));
    }
}
