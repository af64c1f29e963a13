package io.p2pcredit.internal.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.internal.settlement.Search.Look;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.Ledger.IncomingPage;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final PeerId BOB = PeerId.of("Bob");
    private static final PeerId CHARLIE = PeerId.of("Charlie");

    private final InMemoryWorld world = new InMemoryWorld();
    private final Ledger alice = world.with(ALICE, 10_000).ledger();
    private final Ledger bob = world.with(BOB, 0).ledger();
    private final Ledger charlie = world.with(CHARLIE, 10_000).ledger();
    private final List<Long> cursors = new ArrayList<>();

    private void pays(Ledger ledger, PeerId payer, PeerId payee, long key) {
        Transfer transfer = new Transfer(key(key), ledger.accountOf(payer), ledger.accountOf(payee), Amount.of(1));
        assertThat(ledger.submit(transfer).toCompletableFuture()).isDone();
    }

    private static SettlementKey key(long number) {
        return new SettlementKey(number, 0);
    }

    private static Look look(Search search) {
        return search.look().toCompletableFuture().join();
    }

    private static Search next(Look look) {
        return look instanceof Look.More more ? more.next() : ((Look.Nothing) look).next();
    }

    private static long found(Look look) {
        Recorded recorded = ((Look.Found) look).recorded();
        assertThat(recorded.transfer().payer()).isEqualTo(AccountId.of("Alice"));
        return recorded.transfer().key().first();
    }

    @Nested
    class ByKey {
        private final Search search = Search.byKey(bob, AccountId.of("Alice"), key(3));

        @Test
        void findsThePayersTransferOnceItIsThere() {
            pays(charlie, CHARLIE, BOB, 3);
            Look first = look(search);
            assertThat(first).isInstanceOf(Look.Nothing.class);
            pays(alice, ALICE, BOB, 3);
            assertThat(found(look(next(first)))).isEqualTo(3);
        }

        @Test
        void tellsSilenceFromNothing() {
            world.ledgerOf(BOB).answersNoQuestions();
            assertThat(look(search)).isInstanceOf(Look.Silence.class);
        }
    }

    @Nested
    class AmongIncoming {
        private final Ledger watched = new ForwardingLedger(bob) {
            @Override
            public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
                cursors.add(after);
                return super.incoming(payee, after);
            }
        };
        private final Search search = Search.amongIncoming(watched, AccountId.of("Bob"), AccountId.of("Alice"), key(3));

        @Test
        void findsWhatWasThereBefore() {
            pays(alice, ALICE, BOB, 3);
            assertThat(found(look(search))).isEqualTo(3);
        }

        @Test
        void goesThroughAllPagesAtOnceAndThenOnFromThere() {
            for (int number = 100; number < 2_600; number++) {
                pays(alice, ALICE, BOB, number);
            }
            Look first = look(search);
            Look second = look(next(first));
            Look third = look(next(second));
            Look fourth = look(next(third));
            assertThat(List.of(first, second, third)).hasOnlyElementsOfType(Look.More.class);
            assertThat(fourth).isInstanceOf(Look.Nothing.class);
            pays(alice, ALICE, BOB, 3);
            assertThat(found(look(next(fourth)))).isEqualTo(3);
            assertThat(cursors).containsExactly(0L, 1_000L, 2_000L, 2_500L, 2_500L);
        }

        @Test
        void takesNobodyElsesKey() {
            pays(charlie, CHARLIE, BOB, 3);
            pays(alice, ALICE, CHARLIE, 3);
            assertThat(look(next(look(search)))).isInstanceOf(Look.Nothing.class);
        }

        @Test
        void takesNoOtherTransferOfThePayers() {
            pays(alice, ALICE, BOB, 4);
            assertThat(look(search)).isInstanceOf(Look.More.class);
        }

        @Test
        void tellsSilenceFromNothing() {
            world.ledgerOf(BOB).can(Capability.LOOK_UP);
            assertThat(look(search)).isInstanceOf(Look.Silence.class);
        }

        @Test
        void doesNotRunInCirclesIfTheCursorStandsStill() {
            pays(alice, ALICE, BOB, 1);
            Ledger stuck = new ForwardingLedger(bob) {
                @Override
                public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
                    List<Recorded> transfers = world.transfers();
                    return CompletableFuture.completedStage(Optional.of(new IncomingPage(transfers, 0)));
                }
            };
            Search stuckSearch = Search.amongIncoming(stuck, AccountId.of("Bob"), AccountId.of("Alice"), key(3));
            assertThat(look(stuckSearch)).isInstanceOf(Look.Nothing.class);
        }
    }
}
