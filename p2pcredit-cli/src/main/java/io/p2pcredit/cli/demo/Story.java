package io.p2pcredit.cli.demo;

import static io.p2pcredit.cli.demo.Demo.FUNDS;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.wording.Steps;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.RefusalCode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** What happens between Alice, Bob and Bill. */
final class Story {
    private static final long LIMIT = 100;

    private final Transcript transcript;
    private final Views views;
    private final DemoPeer alice;
    private final DemoPeer bob;
    private final DemoPeer bill;
    private String key = "";

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
        alicePaysPastTheLimit();
        aliceIsKilled();
        aliceComesBack();
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

    private void alicePaysPastTheLimit() {
        transcript.step("Alice pays Bob 30 more, which is past the limit.");
        List<PlanStep> plan = alice.plan(bob, 30);
        transcript.detail("Alice plans: " + plan.stream().map(Steps::planned).collect(Collectors.joining(", ")));
        List<PlanStep> steps = alice.pay(bob, 30, "");
        transcript.detail("Alice has " + Steps.done(steps));
        check("the plan", List.of(new PlanStep.Pay(20), new PlanStep.Settle(100), new PlanStep.Pay(10)), plan);
        check("the steps of the payment", plan, steps);
        views.line(-10);
        views.fakechain(FUNDS - 100, FUNDS + 100, FUNDS);
    }

    private void aliceIsKilled() {
        key = alice.fingerprint();
        transcript.step("Alice's peer is killed. All that is left of it is what it had stored.");
        alice.kill();
        transcript.detail("Meanwhile Bob pays Alice 4.");
        PaymentStatus status = bob.payLater(alice, 4);
        transcript.detail("Bob's payment is " + status.name().toLowerCase(Locale.ROOT) + ": Alice is away");
        check("Bob's payment", PaymentStatus.QUEUED, status);
    }

    private void aliceComesBack() {
        transcript.step("Alice starts her peer again, which goes on where it stood.");
        alice.comeBack();
        transcript.detail("Alice's key was " + key + ", and is " + alice.fingerprint());
        check("Alice's key", key, alice.fingerprint());
        views.line(-6);
    }

    private void allLeave() {
        transcript.step("Alice leaves, and settles what she owes. Bob and Bill leave.");
        ClosingReport report = alice.leave();
        report.lines().forEach(line -> transcript.detail("Alice settled " + line.settled() + " with " + line.peer()));
        check("whether Alice left without debts", true, report.isDebtFree());
        check("what Bob is owed", 0L, bob.balanceWith(alice, 0));
        check("whether Bob left without debts", true, bob.leave().isDebtFree());
        check("whether Bill left without debts", true, bill.leave().isDebtFree());
        views.fakechain(FUNDS - 106, FUNDS + 106, FUNDS);
    }

    private static void check(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new DiffersException(what, expected, actual);
        }
    }
}
