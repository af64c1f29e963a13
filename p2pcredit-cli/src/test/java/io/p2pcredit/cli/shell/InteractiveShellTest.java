package io.p2pcredit.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.Proposal;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.command.FakeChain;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.cli.command.ShellRun;
import io.p2pcredit.cli.console.Input;
import io.p2pcredit.cli.wording.Trustlines;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TrustlineEvent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InteractiveShellTest {
    private static final String DOUBTFUL =
            "! The proposals have changed meanwhile. Say whom you answer: accept PEER, or decline PEER";

    private final FakeNode node = new FakeNode("Alice");
    private final FakeChain chain = new FakeChain();
    private final ScriptedConsole console = new ScriptedConsole();

    @Nested
    class ABareAnswer {
        @Test
        void isForTheOnlyProposalEvenIfItCameAfterThePrompt() {
            console.meanwhile(() -> node.proposal("Bob", 100, 100), "y");
            run();
            assertThat(node.asked).contains("accept Bob 100");
        }

        @Test
        void isForTheOldestOfThoseThatWereThereWhenThePromptWasDrawn() {
            node.proposal("Bob", 100, 100);
            node.proposal("Carol", 100, 100);
            console.type("y").type("n");
            run();
            assertThat(node.asked).containsSubsequence("accept Bob 100", "decline Carol");
        }

        @Test
        void isRefusedWithTheListWhenASecondOneCameAfterThePrompt() {
            Proposal bob = node.proposal("Bob", 100, 100);
            console.meanwhile(() -> node.proposal("Carol", 100, 100), "y");
            run();
            assertThat(console.shown).contains(Trustlines.proposed(bob), DOUBTFUL);
            assertThat(node.asked).doesNotContain("accept Bob 100", "accept Carol 100");
        }

        @Test
        void isRefusedWhenTwoCameAfterThePrompt() {
            console.meanwhile(
                    () -> {
                        node.proposal("Bob", 100, 100);
                        node.proposal("Carol", 100, 100);
                    },
                    "n");
            run();
            assertThat(console.shown).contains(DOUBTFUL);
        }

        @Test
        void isRefusedWhenAnotherOneTookThePlaceOfTheOneThatWasMeant() {
            Proposal bob = node.proposal("Bob", 100, 100);
            console.meanwhile(
                    () -> {
                        node.withdraw(bob);
                        node.proposal("Carol", 100, 100);
                    },
                    "y");
            run();
            assertThat(console.shown).contains(DOUBTFUL);
        }

        @Test
        void isRefusedWhenTheSamePeerAsksForMoreThanWasShown() {
            Proposal bob = node.proposal("Bob", 100, 100);
            console.meanwhile(
                    () -> {
                        node.withdraw(bob);
                        node.proposal("Bob", 100, 5000);
                    },
                    "y");
            run();
            assertThat(console.shown).contains(DOUBTFUL);
        }

        @Test
        void isForTheOldestAgainAtTheNextPrompt() {
            node.proposal("Bob", 100, 100);
            console.meanwhile(() -> node.proposal("Carol", 100, 100), "y").type("y");
            run();
            assertThat(node.asked).contains("accept Bob 100");
        }
    }

    @Nested
    class AProposalOfMine {
        @Test
        void returnsAtOnceAndItsAnswerIsANoticeShownOnce() {
            node.beSilent();
            console.type("propose Bob 70").meanwhile(() -> node.answerProposal("Bob"), "proposals");
            run();
            assertThat(console.shown)
                    .containsSubsequence(
                            "Proposed a trustline with a limit of 70 to Bob; the answer will be shown here.",
                            "Alice> ",
                            "* The trustline with Bob is open: you may owe 100, Bob may owe 100.");
            assertThat(console.shown)
                    .filteredOn(line -> line.contains("is open"))
                    .hasSize(1);
        }
    }

    @Nested
    class ASecondProposalToTheSamePeer {
        @Test
        void isRefusedAndTheAnswerToTheFirstIsStillShown() {
            node.beSilent();
            console.type("propose Bob")
                    .meanwhile(
                            () -> node.refuse("propose", Refusal.because(RefusalCode.ALREADY_PROPOSED)),
                            "propose Bob 50")
                    .meanwhile(() -> node.answerProposal("Bob"), "proposals");
            run();
            assertThat(console.shown)
                    .containsSubsequence(
                            "Proposed a trustline with a limit of 100 to Bob; the answer will be shown here.",
                            "Alice> ",
                            "! Bob has not answered your proposal yet. Wait for the answer.",
                            "Alice> ",
                            "* The trustline with Bob is open: you may owe 100, Bob may owe 100.");
        }
    }

    @Nested
    class AProposalOfALineThatWasOpenBefore {
        @Test
        void leavesNothingBehindThatWouldHideALaterNotice() {
            node.line(FakeNode.view("Bob", TrustlineView.State.CLOSED, 0, true));
            node.proposal("Bob", 100, 100);
            node.openQuietly();
            console.type("y")
                    .meanwhile(
                            () -> node.emit(
                                    new TrustlineEvent.Opened(PeerId.of("Bob"), CreditLimit.of(1), CreditLimit.of(2))),
                            "proposals");
            run();
            assertThat(console.shown).contains("* The trustline with Bob is open: you may owe 2, Bob may owe 1.");
        }
    }

    @Nested
    class ControlC {
        @Test
        void onceOnlyThrowsTheLineAway() {
            console.press(new Input.Interrupted()).type("proposals").press(new Input.Interrupted());
            run();
            assertThat(console.shown).doesNotContain("Settle all trustlines and leave? [y/N] ");
        }

        @Test
        void twiceInARowAsks() {
            console.press(new Input.Interrupted())
                    .press(new Input.Interrupted())
                    .type("y");
            assertThat(run()).isEqualTo(ExitCode.FINE);
            assertThat(console.shown)
                    .containsSubsequence(
                            "Settle all trustlines and leave? [y/N] ", "Settling all trustlines.", "Goodbye.");
        }

        @Test
        void twiceInARowAndSecondThoughtsGoOn() {
            console.press(new Input.Interrupted())
                    .press(new Input.Interrupted())
                    .type("n")
                    .type("proposals");
            run();
            assertThat(console.shown).contains("No proposal waits for an answer.");
            assertThat(node.asked).containsExactly("close");
        }
    }

    @Nested
    class Leaving {
        @Test
        void byControlDSettles() {
            console.press(new Input.End());
            assertThat(run()).isEqualTo(ExitCode.FINE);
            assertThat(node.asked).containsExactly("settleAllAndClose 30");
        }

        @Test
        void byAHangUpSettlesNothing() {
            console.press(new Input.Gone());
            assertThat(run()).isEqualTo(ExitCode.HUNG_UP);
            assertThat(node.asked).containsExactly("close");
        }

        @Test
        void withoutPatienceLeavesDebts() {
            node.line(FakeNode.open("Bob", -10));
            node.beSilent();
            console.type("exit");
            assertThat(run()).isEqualTo(ExitCode.DEBTS_LEFT);
            assertThat(console.shown)
                    .containsSubsequence(
                            "Settling all trustlines.",
                            "Waiting at most 30 s for: Bob (10). Leave at once: Ctrl-C",
                            "! You still owe Bob 10: you left before it was settled",
                            "Goodbye.");
        }
    }

    @Nested
    class ASettlementThatTakesLong {
        @Test
        void isToldAtItsEnd() {
            node.beSilent();
            console.type("settle Bob 10").meanwhile(() -> node.endSettlement(SettlementStatus.CREDITED), "proposals");
            run();
            assertThat(console.shown)
                    .containsSubsequence(
                            "The settlement with Bob is under way; its end will be shown here.",
                            "* You settled 10 with Bob on Fakechain. Bob: no trustline");
        }

        @Test
        void isToldWhenItIsRefusedAtLast() {
            node.beSilent();
            console.type("settle Bob 10")
                    .meanwhile(() -> node.refuseSettlement(RefusalCode.LEDGER_UNREACHABLE), "proposals");
            run();
            assertThat(console.shown)
                    .contains("* Fakechain at http://127.0.0.1:5000 does not answer. Try again once it runs.");
        }
    }

    @Nested
    class Deleting {
        @Test
        void asksNamingHowMany() {
            chain.user("Bob", "", 1);
            chain.user("Carol", "", 1);
            console.type("delete")
                    .type("no")
                    .type("users")
                    .type("delete")
                    .type("y")
                    .type("users");
            run();
            assertThat(console.shown)
                    .containsSubsequence(
                            "Delete all 2 users of candidate \"p2pcredit\" at http://127.0.0.1:5000? [y/N] ",
                            "Nothing was deleted.",
                            "Bob                   1",
                            "Delete all 2 users of candidate \"p2pcredit\" at http://127.0.0.1:5000? [y/N] ",
                            "Deleted all 2 users of candidate \"p2pcredit\" at http://127.0.0.1:5000.",
                            "There is nobody on Fakechain.");
        }
    }

    @Test
    void whatHappensIsShownAsANotice() {
        console.meanwhile(() -> node.emit(new TrustlineEvent.ProposalDeclined(PeerId.of("Bob"))), "proposals");
        run();
        assertThat(console.shown).contains("* Bob declined your proposal.");
    }

    private ExitCode run() {
        return new Shell(ShellRun.desk(node, chain, console), false).run();
    }
}
