package io.p2pcredit.doubles;

import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.Ledger.IncomingPage;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Confirmed;
import io.p2pcredit.spi.Ledger.SubmitOutcome.KeyUsed;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Rejected;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.LedgerInstance;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Ledgers that break one promise each. */
final class BrokenLedgers {
    private static final AtomicLong COUNT = new AtomicLong();

    private BrokenLedgers() {}

    static Ledger withoutCapabilities(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<Optional<Set<Capability>>> capabilities() {
                return CompletableFuture.completedStage(Optional.empty());
            }
        };
    }

    static Ledger withOneAccountForAll(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public AccountId accountOf(PeerId peer) {
                return AccountId.of("everybody");
            }
        };
    }

    static Ledger countingOneTooMany(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<BalanceOutcome> balance(AccountId account) {
                return super.balance(account)
                        .thenApply(outcome -> outcome instanceof BalanceOutcome.Funds funds
                                ? new BalanceOutcome.Funds(funds.units() + 1, funds.owner())
                                : outcome);
            }
        };
    }

    static Ledger takingNobodyForPoor(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<BalanceOutcome> balance(AccountId account) {
                return super.balance(account)
                        .thenApply(
                                funds -> new BalanceOutcome.Funds(funds.known().orElse(0), Optional.empty()));
            }
        };
    }

    /** Takes silence for "there is no such account". */
    static Ledger missingWhatItCannotSee(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<BalanceOutcome> balance(AccountId account) {
                return super.balance(account)
                        .thenApply(funds ->
                                funds instanceof BalanceOutcome.Unknown ? new BalanceOutcome.NoAccount() : funds);
            }
        };
    }

    /** Takes "there is no such account" for silence. */
    static Ledger silentAboutNobody(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<BalanceOutcome> balance(AccountId account) {
                return super.balance(account)
                        .thenApply(funds -> funds instanceof BalanceOutcome.NoAccount
                                ? new BalanceOutcome.Unknown("who is that?")
                                : funds);
            }
        };
    }

    /** Is another one whenever it is asked. */
    static Ledger ofManyNames(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<InstanceOutcome> instance() {
                LedgerInstance fresh = LedgerInstance.of("number " + COUNT.incrementAndGet());
                return CompletableFuture.completedStage(new InstanceOutcome.Named(fresh));
            }
        };
    }

    /** Takes silence for a ledger that has no name. */
    static Ledger namelessWhenSilent(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<InstanceOutcome> instance() {
                return super.instance()
                        .thenApply(which ->
                                which instanceof InstanceOutcome.Unknown ? new InstanceOutcome.Nameless() : which);
            }
        };
    }

    static Ledger blocking(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
                Endless.waiting();
                return super.submit(transfer);
            }
        };
    }

    /** Sends every request twice, the second time under another key. */
    static Ledger payingTwice(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
                return super.submit(underAnotherKey(transfer)).thenCompose(first -> super.submit(transfer));
            }
        };
    }

    static Ledger answering(Ledger honest, UnaryOperator<SubmitOutcome> bend) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
                return super.submit(transfer).thenApply(bend);
            }
        };
    }

    static SubmitOutcome alwaysConfirmed(SubmitOutcome outcome) {
        return outcome instanceof Confirmed ? outcome : new Confirmed(TransactionId.of("made up"));
    }

    static SubmitOutcome ofOneTransaction(SubmitOutcome outcome) {
        return outcome instanceof Confirmed ? new Confirmed(TransactionId.of("the only one")) : outcome;
    }

    static SubmitOutcome notSayingWhatTheKeyStandsFor(SubmitOutcome outcome) {
        return outcome instanceof KeyUsed used ? used.outcome() : outcome;
    }

    /** Takes silence for a refusal. */
    static SubmitOutcome impatient(SubmitOutcome outcome) {
        return outcome instanceof SubmitOutcome.Unknown unknown ? new Rejected(unknown.reason()) : outcome;
    }

    /** Looks nothing up, and says that there is nothing. */
    static Ledger blindWithoutSayingSo(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<Optional<Set<Capability>>> capabilities() {
                return CompletableFuture.completedStage(
                        Optional.of(Set.of(Capability.IDEMPOTENT_SUBMIT, Capability.BALANCE)));
            }

            @Override
            public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
                return CompletableFuture.completedStage(new LookUpOutcome.NotFound());
            }
        };
    }

    /** Makes a new key for every request. */
    static Ledger withFreshKeys(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
                return super.submit(underAnotherKey(transfer));
            }
        };
    }

    /** Asks again under another key when the answer does not please. */
    static Ledger askingAgain(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
                return super.submit(transfer)
                        .thenCompose(first -> first instanceof Confirmed
                                ? CompletableFuture.completedStage(first)
                                : super.submit(underAnotherKey(transfer)));
            }
        };
    }

    static Ledger finding(Ledger honest, UnaryOperator<LookUpOutcome> bend) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
                return super.lookUp(payer, key).thenApply(bend);
            }
        };
    }

    static LookUpOutcome never(LookUpOutcome outcome) {
        return new LookUpOutcome.NotFound();
    }

    /** Takes silence for "there is none". */
    static LookUpOutcome sureThatThereIsNone(LookUpOutcome outcome) {
        return outcome instanceof LookUpOutcome.Found ? outcome : new LookUpOutcome.NotFound();
    }

    static Ledger forgettingTheCursor(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
                return super.incoming(payee, 0);
            }
        };
    }

    static Ledger listing(Ledger honest, Function<List<Recorded>, List<Recorded>> bend) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
                return super.incoming(payee, after)
                        .thenApply(page -> page.map(all -> new IncomingPage(bend.apply(all.transfers()), all.next())));
            }
        };
    }

    static List<Recorded> newestFirst(List<Recorded> transfers) {
        List<Recorded> reversed = new ArrayList<>(transfers);
        Collections.reverse(reversed);
        return reversed;
    }

    static List<Recorded> atMostTen(List<Recorded> transfers) {
        return transfers.subList(0, Math.min(10, transfers.size()));
    }

    static Ledger neverAnswering(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
                return new CompletableFuture<>();
            }
        };
    }

    static Ledger failing(Ledger honest) {
        return new ForwardingLedger(honest) {
            @Override
            public CompletionStage<BalanceOutcome> balance(AccountId account) {
                return CompletableFuture.failedStage(new IllegalStateException("away"));
            }
        };
    }

    private static Transfer underAnotherKey(Transfer transfer) {
        SettlementKey fresh = new SettlementKey(COUNT.incrementAndGet(), -1);
        return new Transfer(fresh, transfer.payer(), transfer.payee(), transfer.amount());
    }
}
