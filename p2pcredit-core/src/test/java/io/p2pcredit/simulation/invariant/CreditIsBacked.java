package io.p2pcredit.simulation.invariant;

import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.HashMap;
import java.util.Map;

/**
 * I7: {@code credited} is never more than what the rows of the ledger say was moved to the creditor on that line: in what
 * the creditor signs, in what is seen of it, and in what debtor and creditor store, each for
 * itself. (That each single credit is for one row is checked with the rest of its settlement.)
 */
public final class CreditIsBacked implements Invariant {
    private static final String NAME = "I7 CreditIsBacked";

    private final Parties parties;
    private final Map<Writer, Long> received = new HashMap<>();

    public CreditIsBacked(Parties parties) {
        this.parties = parties;
    }

    @Override
    public void moved(Recorded recorded) {
        Transfer transfer = recorded.transfer();
        received.merge(parties.debtor(transfer).peer(), transfer.amount().units(), Long::sum);
    }

    /** Of a ledger that lies the creditor believes what it says of transfers to itself, and cannot know better. */
    @Override
    public void misled(PeerId at, Recorded recorded) {
        Transfer transfer = recorded.transfer();
        boolean fits = transfer.payee().text().equals(at.name())
                && parties.peersOf(at).stream()
                        .anyMatch(peer -> peer.name().equals(transfer.payer().text()));
        if (fits) {
            moved(recorded);
        }
    }

    @Override
    public void signed(PeerId by, BalanceProof proof) {
        check(by, "signs", proof);
    }

    @Override
    public void seen(SignedProof signed) {
        check(parties.name(Writer.of(signed.proof())), "has signed", signed.proof());
    }

    @Override
    public void stored(PeerId at, History.Batch batch) {
        for (Update update : batch.updates()) {
            check(at, "stores", update.proof());
        }
    }

    private void check(PeerId at, String does, BalanceProof proof) {
        if (proof.credited() > 0
                && !parties.isWithStranger(Writer.of(proof))
                && proof.credited() > received.getOrDefault(Writer.of(proof), 0L)) {
            throw new Violation(
                    NAME,
                    at + " " + does + " " + proof + ", and the ledger has moved " + received.get(Writer.of(proof)));
        }
    }
}
