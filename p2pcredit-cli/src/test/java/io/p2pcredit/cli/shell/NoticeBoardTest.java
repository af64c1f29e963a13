package io.p2pcredit.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.cli.command.FakeChain;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.cli.command.ShellRun;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import org.junit.jupiter.api.Test;

class NoticeBoardTest {
    private final FakeNode node = new FakeNode("Alice");
    private final ScriptedConsole console = new ScriptedConsole();
    private final NoticeBoard board = new NoticeBoard(ShellRun.desk(node, new FakeChain(), console));

    @Test
    void showsWhatHappenedBeforeItWasOpenedWhenItIs() {
        node.emit(new TrustlineEvent.ProposalDeclined(PeerId.of("Bob")));
        assertThat(console.shown).isEmpty();
        board.open();
        node.emit(new TrustlineEvent.ProposalDeclined(PeerId.of("Carol")));
        assertThat(console.shown).containsExactly("* Bob declined your proposal.", "* Carol declined your proposal.");
    }

    @Test
    void showsNothingOnceItIsClosed() {
        board.open();
        board.close();
        node.emit(new TrustlineEvent.ProposalDeclined(PeerId.of("Bob")));
        assertThat(console.shown).isEmpty();
    }

    @Test
    void tellsWhenTheNodeHasStoppedForGood() {
        board.open();
        assertThat(board.halted()).isNotDone();
        node.halt("the disk is full");
        assertThat(board.halted()).isCompleted();
        board.showHalt();
        assertThat(console.shown)
                .containsExactly(
                        "! This peer has stopped: the disk is full. What was acknowledged is stored: mend that,"
                                + " then start it again.");
    }
}
