package io.p2pcredit.fakechain;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.HangingUpServer.Manner;
import io.p2pcredit.fakechain.HangingUpServer.Place;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.PeerDirectory.PublishOutcome;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever becomes of the connection, one call that changes something is at most one request on the wire, and a call
 * without a clear answer says that nobody knows.
 */
class AtMostOneRequestTest {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final Transfer TRANSFER =
            new Transfer(new SettlementKey(0, 1), AccountId.of("Alice"), AccountId.of("Bob"), Amount.of(30));

    static Stream<Arguments> everyWayToHangUp() {
        return Stream.of(FakechainInterface.values())
                .flatMap(kind -> Arrays.stream(Place.values())
                        .flatMap(place -> Stream.of(false, true)
                                .flatMap(isReset -> kept(kind, place)
                                        .map(isKept -> Arguments.of(kind, new Manner(place, isReset, isKept))))));
    }

    /** Over the original interface no connection is used twice; and to hang up on a kept one unread is no fault. */
    private static Stream<Boolean> kept(FakechainInterface kind, Place place) {
        boolean canBeKept = kind == FakechainInterface.V2 && place.isBehindTheRequest();
        return canBeKept ? Stream.of(false, true) : Stream.of(false);
    }

    /** Over the original interface users are counted before they are deleted. */
    static Stream<Arguments> everyWayToHangUpOnADeletion() {
        return everyWayToHangUp().filter(arguments -> {
            Place place = ((Manner) arguments.get()[1]).place();
            return arguments.get()[0] == FakechainInterface.V2 || place.isBehindTheRequest();
        });
    }

    @ParameterizedTest
    @MethodSource("everyWayToHangUp")
    void paysAtMostOnceAndKnowsNothing(FakechainInterface kind, Manner manner) throws Exception {
        assertSentOnce(kind, manner, client -> {
            SubmitOutcome outcome = await(client.submit(TRANSFER));
            if (manner.place() == Place.BEFORE_READING) {
                // who is reset at once may find that out before it has sent anything
                assertThat(outcome).isInstanceOfAny(SubmitOutcome.Unknown.class, SubmitOutcome.NotSent.class);
            } else {
                assertThat(outcome).isInstanceOf(SubmitOutcome.Unknown.class);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("everyWayToHangUp")
    void registersAtMostOnce(FakechainInterface kind, Manner manner) throws Exception {
        assertSentOnce(kind, manner, client -> {
            PeerRecord record = new PeerRecord(ALICE, Optional.empty(), Optional.empty());
            assertThat(await(client.publish(record))).isInstanceOf(PublishOutcome.Unreachable.class);
        });
    }

    @ParameterizedTest
    @MethodSource("everyWayToHangUpOnADeletion")
    void deletesAtMostOnce(FakechainInterface kind, Manner manner) throws Exception {
        assertSentOnce(
                kind,
                manner,
                client -> assertThat(await(client.deleteAllUsers())).isInstanceOf(FakechainReply.Unreachable.class));
    }

    @ParameterizedTest
    @EnumSource(FakechainInterface.class)
    void saysSoWhenNothingWasSent(FakechainInterface kind) throws Exception {
        Manner manner = new Manner(Place.BEFORE_READING, false, false);
        HangingUpServer server = new HangingUpServer(kind == FakechainInterface.V2, manner);
        try (server;
                FakechainClient client = client(server)) {
            assertThat(await(client.askInterface())).isEqualTo(new FakechainReply.Done<>(kind));
            server.close();
            assertThat(await(client.submit(TRANSFER)))
                    .isEqualTo(new SubmitOutcome.NotSent("nothing answers at " + server.url()));
        }
    }

    private static void assertSentOnce(FakechainInterface kind, Manner manner, Call call) throws Exception {
        try (HangingUpServer server = new HangingUpServer(kind == FakechainInterface.V2, manner);
                FakechainClient client = client(server)) {
            assertThat(await(client.askInterface())).isEqualTo(new FakechainReply.Done<>(kind));
            server.expectChanges();
            call.make(client);
            assertThat(server.received()).isEqualTo(manner.place() == Place.BEFORE_READING ? 0 : 1);
            assertThat(server.executed()).isEqualTo(manner.place().compareTo(Place.AFTER_EXECUTING) < 0 ? 0 : 1);
            if (kind == FakechainInterface.ORIGINAL && manner.place() == Place.BEFORE_READING) {
                assertThat(server.connections()).as("attempts").isEqualTo(1);
            }
        }
    }

    private static FakechainClient client(HangingUpServer server) {
        return FakechainClient.builder()
                .url(server.url())
                .name(ALICE)
                .password("secret".toCharArray())
                .build();
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @FunctionalInterface
    private interface Call {
        void make(FakechainClient client) throws Exception;
    }
}
