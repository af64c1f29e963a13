package io.p2pcredit.cli.demo;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows and checks how things stand, from every side: what each node says, and what Fakechain says. */
final class Views {
    private final Transcript transcript;
    private final PublicBalances fakechain;
    private final DemoPeer alice;
    private final DemoPeer bob;
    private final DemoPeer bill;

    Views(Transcript transcript, PublicBalances fakechain, DemoPeer alice, DemoPeer bob, DemoPeer bill) {
        this.transcript = transcript;
        this.fakechain = fakechain;
        this.alice = alice;
        this.bob = bob;
        this.bill = bill;
    }

    /** The line between Alice and Bob: both must say the same, with opposite signs. */
    void line(long balanceOfAlice) {
        show(alice, bob, balanceOfAlice);
        show(bob, alice, -balanceOfAlice);
    }

    /** The balances on Fakechain, read by anybody. */
    void fakechain(long ofAlice, long ofBob, long ofBill) {
        Map<String, Long> balances = fakechain.read();
        Map<String, Long> expected = Map.of(
                alice.name().name(),
                ofAlice,
                bob.name().name(),
                ofBob,
                bill.name().name(),
                ofBill);
        transcript.detail("Fakechain says: " + text(balances));
        if (!balances.equals(expected)) {
            throw new DiffersException("Fakechain's balances", text(expected), text(balances));
        }
    }

    private static String text(Map<String, Long> balances) {
        return new TreeMap<>(balances)
                .entrySet().stream()
                        .map(balance -> balance.getKey() + ' ' + balance.getValue())
                        .collect(Collectors.joining(", "));
    }

    private void show(DemoPeer peer, DemoPeer other, long expected) {
        long balance = peer.balanceWith(other, expected);
        transcript.detail(peer.name() + "'s balance: " + other.name() + ": " + balance);
        if (balance != expected) {
            throw new DiffersException(peer.name() + "'s balance with " + other.name(), expected, balance);
        }
    }
}
