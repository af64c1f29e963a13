package io.p2pcredit.fakechain.internal.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.p2pcredit.fakechain.FakechainInterface;
import io.p2pcredit.fakechain.internal.exchange.Calls;
import io.p2pcredit.fakechain.internal.exchange.Reply;
import io.p2pcredit.fakechain.internal.exchange.ServerUrl;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import io.p2pcredit.fuzz.DecoderFuzz;
import io.p2pcredit.fuzz.PlainText;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server answers, be it a liar: the first byte chooses the status, the others are the body. Whatever was asked,
 * over either interface, there is an outcome, and what it says to people is plain.
 */
class AnswerFuzzTest extends DecoderFuzz {
    private static final Pattern OUTCOMES = Pattern.compile("io\\.p2pcredit\\.(fakechain|spi)\\.");
    private static final int[] STATUS = {200, 200, 400, 404, 403, 409, 500, 302};
    private static final ServerUrl SERVER = ServerUrl.parse("http://127.0.0.1:5000");
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final Identity IDENTITY = new Identity("c", ALICE, () -> "secret".toCharArray());
    private static final SettlementKey KEY = new SettlementKey(1, 2);
    private static final AccountId ACCOUNT = AccountId.of("Alice");
    private static final Ledger.Transfer TRANSFER =
            new Ledger.Transfer(KEY, ACCOUNT, AccountId.of("Bob"), Amount.of(30));
    private static final PeerRecord RECORD = new PeerRecord(
            ALICE, Optional.of(URI.create("ws://127.0.0.1:4001")), Optional.of(new PublicKey(1, 2, 3, 4)));

    private Reply reply = new Reply.NoAnswer("nobody has answered yet");
    private final Calls calls = mock(
            Calls.class,
            withSettings()
                    .stubOnly()
                    .defaultAnswer(asked -> asked.getMethod().getReturnType() == Reply.class
                            ? reply
                            : CompletableFuture.completedFuture(reply)));
    private final List<ChainLedger> ledgers =
            List.of(new V2Ledger(calls, IDENTITY), new OriginalLedger(calls, IDENTITY));
    private final List<ChainDirectory> directories =
            List.of(new V2Directory(calls, IDENTITY, 100), new OriginalDirectory(calls, IDENTITY, 100));

    @Override
    protected List<byte[]> samples() {
        String transfer = "'sender':'Alice','receiver':'Bob','amount':30,'key':'" + KEY + "'";
        String executed = "{" + transfer + ",'outcome':'executed','tx':'17'}";
        String refused = "{" + transfer + ",'outcome':'refused','reason':'insufficient_funds','message':'too poor'}";
        String info = "{'host':'127.0.0.1','port':4001,'url':'ws://127.0.0.1:4001','key':'"
                + RECORD.key().get() + "','protocol':1}";
        String alice = "{'name':'Alice','amount':100,'peering_info':" + info + ",'identity_key':'"
                + RECORD.key().get() + "'}";
        return Stream.of(
                        "0{'ledger':'fakechain','version':2,'max_amount':4294967295,'instance':'77','capabilities':"
                                + "['idempotent_transfer','transfer_by_key','transfers','balance','more']}",
                        "0" + executed,
                        "0" + refused,
                        "5{'error':'key_used','message':'the key was used','recorded':" + executed.replace("30", "31")
                                + "}",
                        "0{'transfers':[" + executed.replace("Bob", "Alice") + "],'next':18}",
                        "0{'users':[" + alice + "]}",
                        "0{'users':[" + alice + "],'next':'Alice'}",
                        "0" + alice,
                        "0{'Alice':{'amount':100,'peering_info':" + info
                                + "},'B\\u202e':{'amount':1,'peering_info':{}}}",
                        "0'success'",
                        "2'error: the user is unknown'",
                        "3{'error':'unknown_user','message':'the user is unknown'}",
                        "3{'error':'unknown_transfer','message':'no'}",
                        "4{'error':'name_taken','message':'no \\u001b[31m'}",
                        "0{'deleted':2}",
                        "6{'error':'unexpected','message':'the server failed'}",
                        "7")
                .map(text -> (char) (text.charAt(0) - '0') + text.substring(1).replace('\'', '"'))
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    @Override
    protected int inputs() {
        return 1_500;
    }

    @Override
    protected void feed(byte[] input) throws ReflectiveOperationException {
        if (input.length == 0) {
            return;
        }
        reply = new Reply.Answer(SERVER, STATUS[Math.floorMod(input[0], STATUS.length)], body(input));
        PlainText.check(reply.reason());
        for (ChainLedger ledger : ledgers) {
            check(ledger.askCapabilities());
            check(ledger.instance());
            check(ledger.balance(ACCOUNT));
            check(ledger.submit(TRANSFER));
            check(ledger.lookUp(ACCOUNT, KEY));
            check(ledger.incoming(ACCOUNT, 5));
        }
        for (ChainDirectory directory : directories) {
            check(directory.publish(RECORD));
            check(directory.find(ALICE));
            check(directory.users());
            check(directory.deleteAllUsers());
        }
        check(new Interfaces(
                        calls,
                        IDENTITY,
                        new Access(FakechainInterface.V2, ledgers.get(0), directories.get(0)),
                        new Access(FakechainInterface.ORIGINAL, ledgers.get(1), directories.get(1)),
                        Duration.ofSeconds(5))
                .chosen());
    }

    private static JsonNode body(byte[] input) {
        try {
            return Json.parseAnswer(Arrays.copyOfRange(input, 1, input.length));
        } catch (MalformedJsonException e) {
            PlainText.check(e);
            return MissingNode.getInstance();
        }
    }

    private static void check(CompletionStage<?> outcome) throws ReflectiveOperationException {
        checkShown(outcome.toCompletableFuture().join());
    }

    /** Texts that are no value of a kind of their own are there to be read. */
    private static void checkShown(Object value) throws ReflectiveOperationException {
        if (value instanceof String text) {
            PlainText.check(text);
        } else if (value instanceof Optional<?> optional && optional.isPresent()) {
            checkShown(optional.get());
        } else if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                checkShown(element);
            }
        } else if (value instanceof Record
                && OUTCOMES.matcher(value.getClass().getName()).lookingAt()) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                checkShown(component.getAccessor().invoke(value));
            }
        }
    }
}
