package io.p2pcredit.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.command.FakeChain;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.cli.command.ShellRun;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementStatus;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {
    private static final PeerId BOB = PeerId.of("Bob");

    private final FakeNode node = new FakeNode("Alice");
    private final FakeChain chain = new FakeChain();

    @Nested
    class AtTheEnd {
        @Test
        void theEndOfTheInputSettlesAndSaysGoodbye() {
            ShellRun run = ShellRun.of(node, chain);
            assertThat(run)
                    .isEqualTo(new ShellRun(List.of("Settling all trustlines.", "Goodbye."), List.of(), ExitCode.FINE));
            assertThat(node.asked).containsExactly("settleAllAndClose 30");
        }

        @Test
        void exitDoesTheSameAndReadsNoFurther() {
            ShellRun run = ShellRun.of(node, chain, "exit --wait 7", "balance");
            assertThat(run.out()).containsExactly("Settling all trustlines.", "Goodbye.");
            assertThat(node.asked).containsExactly("settleAllAndClose 7");
        }

        @Test
        void saysWhatWasSettledAndWhatIsLeftAndWhy() {
            node.leaveWith(new ClosingReport(List.of(
                    new ClosingReport.Line(BOB, 40, Balance.ZERO, ""),
                    new ClosingReport.Line(PeerId.of("Carol"), 0, Balance.of(-5), "Carol is away"))));
            assertThat(ShellRun.of(node, chain, "exit"))
                    .isEqualTo(new ShellRun(
                            List.of("Settling all trustlines.", "You settled 40 with Bob on Fakechain.", "Goodbye."),
                            List.of("You still owe Carol 5: Carol is away"),
                            ExitCode.DEBTS_LEFT));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "exit now | \"now\" makes no sense here: exit [--wait S] [--force]",
                    "exit --wait | S is missing: exit [--wait S] [--force]",
                    "exit --wait soon | \"soon\" is not a number of seconds: expected a whole number from 0 to 86400",
                    "exit --wait 1 2 | \"2\" makes no sense here: exit [--wait S] [--force]",
                })
        void refusesToLeaveInAWayThatMakesNoSense(String line, String message) {
            ShellRun run = ShellRun.failFast(node, chain, line);
            assertThat(run).isEqualTo(new ShellRun(List.of(), List.of(message), ExitCode.COMMAND_REFUSED));
        }
    }

    @Nested
    class OnAPipe {
        @Test
        void skipsEmptyLinesAndComments() {
            assertThat(ShellRun.of(node, chain, "", "  ", "# balance", "   # balance")
                            .out())
                    .containsExactly("Settling all trustlines.", "Goodbye.");
        }

        @Test
        void goesOnAfterAFailure() {
            ShellRun run = ShellRun.of(node, chain, "nonsense", "proposals");
            assertThat(run)
                    .isEqualTo(new ShellRun(
                            List.of("No proposal waits for an answer.", "Settling all trustlines.", "Goodbye."),
                            List.of("\"nonsense\" is not a command. See all: help"),
                            ExitCode.FINE));
        }

        @Test
        void stopsAtTheFirstFailureIfToldToAndSettlesNothing() {
            ShellRun run = ShellRun.failFast(node, chain, "proposals", "nonsense", "proposals");
            assertThat(run.out()).containsExactly("No proposal waits for an answer.");
            assertThat(run.code()).isEqualTo(ExitCode.COMMAND_REFUSED);
            assertThat(node.asked).containsExactly("close");
        }

        @Test
        void printsForeignTextWithoutItsControlCharacters() {
            assertThat(ShellRun.of(node, chain, "\u001b[2Jx\u202e").err())
                    .containsExactly("\"\uFFFD[2Jx\uFFFD\" is not a command. See all: help");
        }
    }

    @Nested
    class ArgumentsThatMakeNoSense {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "propose | PEER is missing: propose PEER [LIMIT]",
                    "propose .. | \"..\" is not a name: expected 1 to 64 characters out of A-Z a-z 0-9 . _ - that"
                            + " start with a letter or digit",
                    "propose Bob ten | \"ten\" is not a credit limit: expected a whole number from 0 to"
                            + " 9007199254740991",
                    "propose Bob 9007199254740992 | \"9007199254740992\" is not a credit limit: expected a whole"
                            + " number from 0 to 9007199254740991",
                    "propose Bob 10 20 | \"20\" is too much: propose PEER [LIMIT]",
                    "pay Bob | AMOUNT is missing: pay PEER AMOUNT [MEMO...]",
                    "pay Bob 0 | \"0\" is not an amount: expected a whole number from 1 to 9007199254740991",
                    "pay Bob -1 | \"-1\" is not an amount: expected a whole number from 1 to 9007199254740991",
                    "pay Bob 1.5 | \"1.5\" is not an amount: expected a whole number from 1 to 9007199254740991",
                    "pay Bob 1e400 | \"1e400\" is not an amount: expected a whole number from 1 to 9007199254740991",
                    "settle Bob x | \"x\" is not an amount: expected a whole number from 1 to 9007199254740991",
                    "accept | PEER is missing: accept PEER [LIMIT]",
                    "decline | PEER is missing: decline PEER",
                    "y Bob | \"Bob\" is too much: y",
                    "n Bob | \"Bob\" is too much: n",
                    "balance Bob | \"Bob\" is too much: balance",
                    "help nonsense | \"nonsense\" is not a command. See all: help",
                    "delete all | \"all\" makes no sense here: delete [--yes]",
                    "PAY Bob 1 | \"PAY\" is not a command. See all: help",
                })
        void haveAMessageOfTheirOwnAndReachNobody(String line, String message) {
            ShellRun run = ShellRun.failFast(node, chain, line);
            assertThat(run).isEqualTo(new ShellRun(List.of(), List.of(message), ExitCode.COMMAND_REFUSED));
            assertThat(node.asked).containsExactly("close");
        }

        @Test
        void aMemoThatIsTooLong() {
            assertThat(ShellRun.failFast(node, chain, "pay Bob 1 " + "x".repeat(257))
                            .err())
                    .singleElement()
                    .asString()
                    .endsWith("is not a memo: expected text of at most 256 bytes");
        }
    }

    @Nested
    class Proposing {
        @Test
        void waitsForTheAnswerAndShowsIt() {
            assertThat(ShellRun.of(node, chain, "propose Bob 100").out())
                    .startsWith("The trustline with Bob is open: you may owe 100, Bob may owe 100.");
        }

        @Test
        void takesTheUsualLimit() {
            ShellRun.of(node, chain, "propose Bob");
            assertThat(node.asked).startsWith("propose Bob 100");
        }

        @Test
        void saysSoWhenTheAnswerTakesLong() {
            node.beSilent();
            assertThat(ShellRun.failFast(node, chain, "propose Bob", "nonsense").out())
                    .containsExactly("Proposed a trustline with a limit of 100 to Bob; the answer will be shown here.");
        }
    }

    @Nested
    class Answering {
        @Test
        void acceptsTheOldestAsItWasAskedFor() {
            node.proposal("Bob", 100, 50);
            node.proposal("Carol", 100, 60);
            ShellRun run = ShellRun.of(node, chain, "y");
            assertThat(node.asked).startsWith("accept Bob 50");
            assertThat(run.out())
                    .startsWith("You accepted. The trustline with Bob is open: you may owe 100, Bob may owe 100.");
        }

        @Test
        void declinesTheOldest() {
            node.proposal("Bob", 100, 50);
            node.proposal("Carol", 100, 60);
            ShellRun run = ShellRun.of(node, chain, "n");
            assertThat(node.asked).startsWith("decline Bob");
            assertThat(run.out()).startsWith("You declined Bob's proposal.");
        }

        @Test
        void acceptsANamedOneWithAnotherLimit() {
            node.proposal("Bob", 100, 50);
            node.proposal("Carol", 100, 60);
            ShellRun.of(node, chain, "accept Carol 5");
            assertThat(node.asked).startsWith("accept Carol 5");
        }

        @Test
        void declinesANamedOne() {
            node.proposal("Bob", 100, 50);
            node.proposal("Carol", 100, 60);
            ShellRun.of(node, chain, "decline Carol");
            assertThat(node.asked).startsWith("decline Carol");
        }

        @ParameterizedTest
        @ValueSource(strings = {"y", "n"})
        void needsAProposal(String line) {
            assertThat(ShellRun.failFast(node, chain, line).err()).containsExactly("No proposal waits for an answer.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"accept Bob", "decline Bob"})
        void needsAProposalOfThatPeer(String line) {
            assertThat(ShellRun.failFast(node, chain, line).err())
                    .containsExactly("No proposal of Bob waits for an answer. See which do: proposals");
        }

        @Test
        void listsWhatWaits() {
            node.proposal("Bob", 100, 50);
            assertThat(ShellRun.of(node, chain, "proposals").out())
                    .startsWith("Bob proposes: you may owe 100, Bob may owe 50 (key "
                            + FakeNode.key("Bob").fingerprint() + ").");
        }
    }

    @Nested
    class Paying {
        @Test
        void showsTheNewBalance() {
            node.line(FakeNode.open("Bob", -10));
            ShellRun run = ShellRun.of(node, chain, "pay Bob 10 for  \"lunch\" today");
            assertThat(run.out()).startsWith("You paid Bob 10. Bob: -10");
            assertThat(node.asked).startsWith("pay Bob 10 [for  \"lunch\" today]");
        }

        @Test
        void takesQuotationMarksOffTheMemo() {
            node.line(FakeNode.open("Bob", -10));
            ShellRun.of(node, chain, "pay Bob 10 \"lunch today\"");
            assertThat(node.asked).startsWith("pay Bob 10 [lunch today]");
        }

        @Test
        void saysSoWhenThePeerHasNotSignedYet() {
            node.line(FakeNode.open("Bob", -10));
            node.beSilent();
            assertThat(ShellRun.failFast(node, chain, "pay Bob 10", "nonsense").out())
                    .containsExactly(
                            "You paid Bob 10. Bob: -10. Bob has not signed for it yet: it is sent again until then.");
        }

        @Test
        void saysWhatIsAllowedOverTheLimit() {
            node.line(FakeNode.open("Bob", -95));
            node.refuse("pay", Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 5));
            assertThat(ShellRun.failFast(node, chain, "pay Bob 10").err())
                    .containsExactly("Paying Bob 10 is over the limit: you can pay at most 5 now. Settle what you owe"
                            + " first: settle Bob");
        }

        @Test
        void triesEvenThoughThePeerDoesNotComeBack() {
            node.line(FakeNode.view("Bob", TrustlineView.State.OPEN, 0, false));
            node.refuse("pay", Refusal.because(RefusalCode.PEER_AWAY));
            assertThat(ShellRun.failFast(node, chain, "pay Bob 10").err())
                    .containsExactly(
                            "Bob is away. Nothing was done: try again when Bob is back; trustlines shows who is"
                                    + " online.");
        }
    }

    @Nested
    class Settling {
        @Test
        void settlesAnAmount() {
            node.line(FakeNode.open("Bob", 0));
            ShellRun run = ShellRun.of(node, chain, "settle Bob 10");
            assertThat(run.out()).startsWith("You settled 10 with Bob on Fakechain. Bob: 0");
        }

        @Test
        void settlesEverything() {
            ShellRun.of(node, chain, "settle Bob");
            assertThat(node.asked).startsWith("settle Bob 0");
        }

        @Test
        void neverMoreThanIsOwed() {
            node.refuse("settle", Refusal.because(RefusalCode.MORE_THAN_OWED, 10));
            assertThat(ShellRun.failFast(node, chain, "settle Bob 11").err())
                    .containsExactly("Settling 11 is more than you owe Bob: at most 10. Settle everything: settle Bob");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "DECLINED | Bob declined the settlement: it sees nothing owed. Nothing was transferred. Bob: -10",
                    "CANCELLED | Nothing was transferred to Bob. Bob: -10",
                })
        void failsIfNothingWasTransferred(SettlementStatus end, String message) {
            node.line(FakeNode.open("Bob", -10));
            node.endSettlementsAs(end);
            assertThat(ShellRun.failFast(node, chain, "settle Bob 10").err()).containsExactly(message);
        }
    }

    @Nested
    class Looking {
        @Test
        void balanceShowsEachPeerTheTotalAndFakechain() {
            node.line(FakeNode.open("Bob", -10));
            node.line(FakeNode.open("Carol", 4));
            node.line(FakeNode.view("Dave", TrustlineView.State.PROPOSED, 0, false));
            assertThat(ShellRun.of(node, chain, "balance").out())
                    .startsWith("Bob: -10", "Carol: 4", "Total: -6", "Fakechain: 90");
        }

        @Test
        void balanceSaysIfFakechainDoesNotAnswer() {
            chain.beUnreachable();
            ShellRun run = ShellRun.failFast(node, chain, "balance");
            assertThat(run.out()).containsExactly("Total: 0");
            assertThat(run.err())
                    .containsExactly("Fakechain at http://127.0.0.1:5000 does not answer. Try again once it runs.");
        }

        @Test
        void balanceSaysWhatAServerAnswersThatIsNoFakechain() {
            chain.failWith(new FakechainReply.Faulty<>("status 404, without JSON"));
            assertThat(ShellRun.failFast(node, chain, "balance").err())
                    .containsExactly("Fakechain did not do that: status 404, without JSON.");
        }

        @Test
        void trustlinesAreATable() {
            node.line(FakeNode.open("Bob", -10));
            node.line(FakeNode.view("Carol", TrustlineView.State.PROPOSED, 0, false));
            assertThat(ShellRun.of(node, chain, "trustlines").out())
                    .startsWith(
                            "                you may      may  you can      can",
                            "peer   balance      owe  owe you      pay  pay you  state     online  unsigned",
                            "Bob        -10      100      100       90      110  open      yes            0",
                            "Carol        0      100      100      100      100  proposed  no             0");
        }

        @Test
        void noTrustlinesAreAHint() {
            assertThat(ShellRun.of(node, chain, "trustlines").out())
                    .startsWith("There are no trustlines. Propose one: propose PEER [LIMIT]");
        }

        @Test
        void usersAreATableOfForeignText() {
            chain.user("Bob", "ws://127.0.0.1:4002", 110);
            chain.user("\u001b[31mEve", "", 5);
            assertThat(ShellRun.of(node, chain, "users").out())
                    .startsWith(
                            "name      address              balance",
                            "Bob       ws://127.0.0.1:4002      110",
                            "\uFFFD[31mEve                             5");
        }

        @Test
        void usersSayIfFakechainDoesNotAnswer() {
            chain.beUnreachable();
            assertThat(ShellRun.failFast(node, chain, "users").err())
                    .containsExactly("Fakechain at http://127.0.0.1:5000 does not answer. Try again once it runs.");
        }
    }

    @Nested
    class Deleting {
        @Test
        void needsAConfirmationOnAPipe() {
            chain.user("Bob", "", 110);
            chain.user("Eve", "", 5);
            assertThat(ShellRun.failFast(node, chain, "delete").err())
                    .containsExactly(
                            "This would delete all 2 users of candidate \"p2pcredit\" at http://127.0.0.1:5000. Confirm it: delete --yes");
        }

        @Test
        void happensWithAConfirmation() {
            chain.user("Bob", "", 110);
            assertThat(ShellRun.of(node, chain, "delete --yes", "users").out())
                    .startsWith(
                            "Deleted the only user of candidate \"p2pcredit\" at http://127.0.0.1:5000.",
                            "There is nobody on Fakechain.");
        }
    }

    @Nested
    class Helping {
        @Test
        void listsExactlyTheCommandsThatThereAre() {
            List<String> commands = ShellRun.of(node, chain, "help").out().stream()
                    .filter(line -> line.matches("  [a-z].*"))
                    .map(line -> line.strip().split(" ", 2)[0])
                    .toList();
            assertThat(commands)
                    .containsExactly(
                            "propose",
                            "y",
                            "n",
                            "accept",
                            "decline",
                            "proposals",
                            "pay",
                            "plan",
                            "settle",
                            "payments",
                            "cancel",
                            "history",
                            "settlements",
                            "settlement",
                            "balance",
                            "trustlines",
                            "limit",
                            "close",
                            "identity",
                            "reconcile",
                            "users",
                            "delete",
                            "whoami",
                            "backup",
                            "help",
                            "exit");
        }

        @Test
        void fitsIntoANarrowTerminal() {
            List<String> help = ShellRun.of(node, chain, "help").out();
            assertThat(help).contains("  settlement resolve KEY paid|unpaid [--yes]");
            assertThat(help).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        }

        @Test
        void explainsOne() {
            assertThat(ShellRun.of(node, chain, "help settle").out())
                    .startsWith(
                            "settle PEER [AMOUNT] [--force [--yes]]: settles what you owe PEER on Fakechain",
                            "  Without AMOUNT everything; never more than you owe.");
        }
    }
}
