package io.p2pcredit.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PeerIdentity;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.command.FakeChain;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.cli.command.ShellRun;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, closing, keys of peers, and who this peer is. */
class TrustlineCommandsTest {
    private static final PeerId BOB = PeerId.of("Bob");
    private static final PublicKey OLD = new PublicKey(0x0102030405060708L, 0x090a000000000000L, 0, 0);
    private static final PublicKey NEW = new PublicKey(0x1112131415161718L, 0x191a000000000000L, 0, 0);
    private static final String OLD_SHOWN = "0102-0304-0506-0708-090a";
    private static final String NEW_SHOWN = "1112-1314-1516-1718-191a";

    private final FakeNode node = new FakeNode("Alice");
    private final FakeChain chain = new FakeChain();

    @Nested
    class ALimit {
        @ParameterizedTest
        @ValueSource(longs = {0, 1, 9_007_199_254_740_991L})
        void isChanged(long limit) {
            assertThat(ShellRun.of(node, chain, "limit Bob " + limit).out())
                    .startsWith("Bob may owe you up to " + limit + " from now on.");
            assertThat(node.asked).startsWith("changeLimit Bob " + limit);
        }

        @Test
        void isUnderWayIfThatTakesLong() {
            node.beSilent();
            assertThat(ShellRun.failFast(node, chain, "limit Bob 7", "nonsense").out())
                    .containsExactly("The new limit of Bob, 7, is under way.");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "limit Bob | AMOUNT is missing: limit PEER AMOUNT",
                    "limit Bob -1 | \"-1\" is not a credit limit: expected a whole number from 0 to 9007199254740991",
                    "limit Bob 1 2 | \"2\" is too much: limit PEER AMOUNT",
                })
        void isAWholeNumber(String line, String message) {
            assertThat(ShellRun.failFast(node, chain, line).err()).containsExactly(message);
        }

        @Test
        void needsATrustline() {
            node.refuse("changeLimit", Refusal.because(RefusalCode.NO_TRUSTLINE));
            assertThat(ShellRun.failFast(node, chain, "limit Bob 7").err())
                    .containsExactly("There is no trustline with Bob. Propose one: propose Bob");
        }
    }

    @Nested
    class Closing {
        @Test
        void settlesFirst() {
            node.line(FakeNode.open("Bob", -10));
            node.changeLimitsTo(FakeNode.view("Bob", TrustlineView.State.CLOSED, 0, true));
            assertThat(ShellRun.of(node, chain, "close Bob").out())
                    .startsWith("You settled 0 with Bob on Fakechain.", "The trustline with Bob is closed.");
            assertThat(node.asked).startsWith("settle Bob 0", "changeLimit Bob 0");
        }

        @Test
        void settlesNothingIfNothingIsOwed() {
            node.line(FakeNode.open("Bob", 10));
            node.changeLimitsTo(FakeNode.open("Bob", 10));
            assertThat(ShellRun.of(node, chain, "close Bob").out())
                    .startsWith("You give Bob no more credit; Bob still owes you 10.");
            assertThat(node.asked).startsWith("changeLimit Bob 0");
        }

        @Test
        void leavesTheOtherSideToThePeer() {
            node.changeLimitsTo(FakeNode.open("Bob", 0));
            assertThat(ShellRun.of(node, chain, "close Bob").out())
                    .startsWith("You give Bob no more credit; Bob still lets you owe 100.");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "DECLINED | Bob declined the settlement: it sees nothing owed. Nothing was transferred. The trustline"
                            + " stays as it was.",
                    "CANCELLED | Nothing was transferred to Bob. The trustline stays as it was.",
                })
        void changesNothingIfTheDebtCannotBeSettled(SettlementStatus end, String message) {
            node.line(FakeNode.open("Bob", -10));
            node.endSettlementsAs(end);
            assertThat(ShellRun.failFast(node, chain, "close Bob").err()).containsExactly(message);
            assertThat(node.asked).containsExactly("settle Bob 0", "close");
        }

        @Test
        void saysSoIfSettlingTakesLong() {
            node.line(FakeNode.open("Bob", -10));
            node.beSilent();
            assertThat(ShellRun.failFast(node, chain, "close Bob").err())
                    .containsExactly("The settlement with Bob is under way. Close the trustline when it is done: close"
                            + " Bob");
        }
    }

    @Nested
    class AnIdentity {
        @Test
        void isShownFromBothSides() {
            known(OLD, OLD);
            assertThat(ShellRun.of(node, chain, "identity Bob").out())
                    .startsWith(
                            "known here:          " + OLD_SHOWN,
                            "shown on Fakechain:  " + OLD_SHOWN,
                            "Settling all trustlines.");
        }

        @Test
        void ofNobodyIsNone() {
            node.identity(new PeerIdentity(BOB, Optional.empty(), Optional.empty()));
            assertThat(ShellRun.of(node, chain, "identity Bob").out())
                    .startsWith("known here:          none", "shown on Fakechain:  none");
        }

        @Test
        void thatHasChangedSaysHowToAcceptIt() {
            known(OLD, NEW);
            assertThat(ShellRun.of(node, chain, "identity Bob").out())
                    .containsSequence(
                            "They differ. If Bob confirms the new one in another way:",
                            "  identity Bob accept " + NEW_SHOWN);
        }

        @Test
        void isAccepted() {
            known(OLD, NEW);
            assertThat(ShellRun.of(node, chain, "identity Bob accept " + NEW_SHOWN)
                            .out())
                    .startsWith("Bob is known by " + NEW_SHOWN + " from now on.");
            assertThat(node.asked).startsWith("acceptKey Bob " + NEW_SHOWN);
        }

        @Test
        void isAcceptedOnce() {
            known(NEW, NEW);
            assertThat(ShellRun.of(node, chain, "identity Bob accept " + NEW_SHOWN)
                            .out())
                    .startsWith("Bob is known by that key already.");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "identity | PEER is missing: identity PEER [accept KEY]",
                    "identity Bob take | \"take\" makes no sense here: identity PEER [accept KEY]",
                    "identity Bob accept | KEY is missing: identity PEER [accept KEY]",
                    "identity Bob accept 0102-0304-0506-0708-090a | \"0102-0304-0506-0708-090a\" is not the key that"
                            + " Fakechain shows for Bob now. See it: identity Bob",
                })
        void isAcceptedOnlyAsItIsShown(String line, String message) {
            known(OLD, NEW);
            assertThat(ShellRun.failFast(node, chain, line))
                    .isEqualTo(new ShellRun(List.of(), List.of(message), ExitCode.COMMAND_REFUSED));
            assertThat(node.asked).containsExactly("close");
        }

        private void known(PublicKey pinned, PublicKey shown) {
            node.identity(new PeerIdentity(BOB, Optional.of(pinned), Optional.of(shown)));
        }
    }

    @Nested
    class WhoAmI {
        @Test
        void tellsEverything() {
            assertThat(ShellRun.of(node, chain, "whoami").out())
                    .startsWith(
                            "name:        Alice",
                            "key:         " + FakeNode.key("Alice").fingerprint(),
                            "address:     ws://127.0.0.1:4001",
                            "Fakechain:   http://127.0.0.1:5000",
                            "candidate:   p2pcredit",
                            "settling:    each transfer is made at most once; what comes is verified",
                            "store:       in memory",
                            "log:         /tmp/p2pcredit.log",
                            "signatures:  SunEC version 17");
        }

        @Test
        void tellsWhatAWeakFakechainCannotDo() {
            chain.can(Capability.BALANCE);
            assertThat(ShellRun.of(node, chain, "whoami").out())
                    .contains("settling:    no transfer is asked for twice: after a lost answer you decide; you confirm"
                            + " what comes");
        }

        @Test
        void saysIfFakechainDoesNotAnswer() {
            chain.beUnreachable();
            assertThat(ShellRun.of(node, chain, "whoami").out())
                    .contains(
                            "address:     none that others could dial",
                            "settling:    unknown. Fakechain at http://127.0.0.1:5000 does not answer. Try again once it runs.");
        }
    }
}
