package io.p2pcredit.fakechain.internal.chain;

/** The ledger's answer to a {@link TransferOrder}. */
public sealed interface TransferResult {
    <R> R match(Cases<R> cases);

    /** One method for each answer. */
    interface Cases<R> {
        R decided(Decided result);

        R keyUsed(KeyUsed result);

        R notAllowed(NotAllowed result);
    }

    /** Executed or refused, now or when this key was first used. */
    record Decided(Transfer transfer) implements TransferResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.decided(this);
        }
    }

    /** The sender used the key before, for something else. */
    record KeyUsed(Transfer recorded) implements TransferResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.keyUsed(this);
        }
    }

    /** The order is not the sender's own. Nothing was recorded: a stranger must not use up anybody's keys. */
    record NotAllowed(Refusal refusal) implements TransferResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notAllowed(this);
        }
    }
}
