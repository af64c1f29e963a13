package io.p2pcredit.inmemory;

import io.p2pcredit.contract.LedgerContract;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

class InMemoryLedgerTest {
    @Nested
    class ThatCanDoEverything extends Suite {
        ThatCanDoEverything() {
            super(Capability.values());
        }
    }

    @Nested
    class ThatCannotTellKeysApart extends Suite {
        ThatCannotTellKeysApart() {
            super(Capability.LOOK_UP, Capability.INCOMING, Capability.BALANCE);
        }
    }

    @Nested
    class ThatShowsNothing extends Suite {
        ThatShowsNothing() {
            super(Capability.IDEMPOTENT_SUBMIT);
        }
    }

    @Nested
    class ThatShowsBalancesOnly extends Suite {
        ThatShowsBalancesOnly() {
            super(Capability.BALANCE);
        }
    }

    abstract static class Suite extends LedgerContract {
        private final InMemoryWorld world = new InMemoryWorld();
        private final Capability[] capabilities;

        Suite(Capability... capabilities) {
            this.capabilities = capabilities;
        }

        @Override
        protected Ledger opened(PeerId owner, long funds) {
            Ledger ledger = world.with(owner, funds).ledger();
            world.ledgerOf(owner).can(capabilities);
            return ledger;
        }

        @Override
        protected Optional<Ledger> outOfReach(PeerId owner) {
            return Optional.of(access(owner, Fate.REQUEST_LOST, true));
        }

        @Override
        protected Optional<Ledger> losingAnswers(PeerId owner) {
            return Optional.of(access(owner, Fate.ANSWER_LOST, false));
        }

        @Override
        protected Optional<Ledger> unableToSend(PeerId owner) {
            return Optional.of(access(owner, Fate.NOT_SENT, false));
        }

        private Ledger access(PeerId owner, Fate fate, boolean silent) {
            LedgerBehaviour behaviour = new LedgerBehaviour().can(capabilities).transfers(fate);
            return world.accessTo(owner, silent ? behaviour.answersNoQuestions() : behaviour);
        }
    }
}
