package io.p2pcredit.cli.demo;

import static io.p2pcredit.cli.demo.Demo.FUNDS;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementStatus;
import java.util.concurrent.CompletableFuture;

/** What happens between Alice, Bob and Bill. */
final class Story {
    private static final long LIMIT = 100;

    private final Transcript transcript;
    private final Views views;
    private final DemoPeer alice;
    private final DemoPeer bob;
    private final DemoPeer bill;

    Story(Transcript transcript, Views views, DemoPeer alice, DemoPeer bob, DemoPeer bill) {
        this.transcript = transcript;
        this.views = views;
        this.alice = alice;
        this.bob = bob;
        this.bill = bill;
    }

    void play() {
        views.fakechain(FUNDS, FUNDS, FUNDS);
        bobAccepts();
        billDeclines();
        bothPay();
        aliceComesToTheLimit();
        aliceSettles();
        allLeave();
    }

    private void bobAccepts() {
        transcript.step("Alice proposes Bob a trustline with a limit of " + LIMIT + " both ways. Bob accepts.");
        CompletableFuture<TrustlineView> answer = alice.propose(bob, LIMIT);
        bob.accept(alice, LIMIT);
        TrustlineView line = alice.outcome("Alice's proposal to Bob", answer);
        transcript.detail("Alice may owe Bob up to " + line.received() + ", Bob may owe Alice up to " + line.granted());
        check("the limit that Bob grants", LIMIT, line.received().units());
        check("the limit that Alice grants", LIMIT, line.granted().units());
        views.line(0);
    }

    private void billDeclines() {
        transcript.step("Alice proposes one to Bill, too. Bill declines.");
        CompletableFuture<TrustlineView> answer = alice.propose(bill, LIMIT);
        bill.decline(alice);
        transcript.detail(
                "Alice sees: " + alice.refusal("Alice's proposal", answer, RefusalCode.DECLINED, bill, LIMIT));
    }

    private void bothPay() {
        transcript.step("Alice pays Bob 10 for lunch.");
        alice.pay(bob, 10, "lunch");
        views.line(-10);
        transcript.step("Bob pays Alice 25.");
        bob.pay(alice, 25, "");
        views.line(15);
        transcript.step("Alice pays Bob 95.");
        alice.pay(bob, 95, "");
        views.line(-80);
        views.fakechain(FUNDS, FUNDS, FUNDS);
    }

    private void aliceComesToTheLimit() {
        transcript.step("Alice tries to pay Bob 30 more, which is over the limit.");
        transcript.detail("Alice sees: " + alice.payInVain(bob, 30, RefusalCode.CREDIT_LIMIT_EXCEEDED));
        views.line(-80);
    }

    private void aliceSettles() {
        transcript.step("Alice settles with Bob on Fakechain.");
        Settlement settlement = alice.settle(bob);
        check("the settlement", SettlementStatus.CREDITED, settlement.status());
        check("the settled amount", 80L, settlement.units());
        views.line(0);
        views.fakechain(FUNDS - 80, FUNDS + 80, FUNDS);
        transcript.step("Now Alice can pay Bob 30.");
        alice.pay(bob, 30, "");
        views.line(-30);
    }

    private void allLeave() {
        transcript.step("Alice leaves, and settles what she owes. Bob and Bill leave.");
        ClosingReport report = alice.leave();
        report.lines().forEach(line -> transcript.detail("Alice settled " + line.settled() + " with " + line.peer()));
        check("whether Alice left without debts", true, report.isDebtFree());
        check("what Bob is owed", 0L, bob.balanceWith(alice, 0));
        check("whether Bob left without debts", true, bob.leave().isDebtFree());
        check("whether Bill left without debts", true, bill.leave().isDebtFree());
        views.fakechain(FUNDS - 110, FUNDS + 110, FUNDS);
    }

    private static void check(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new DiffersException(what, expected, actual);
        }
    }
}
